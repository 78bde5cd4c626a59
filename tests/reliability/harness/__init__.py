"""A disk that loses power or fills up: what a process writes is recorded (shim.c) and played back up to any moment."""
