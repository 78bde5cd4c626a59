"""Speed, measured: each line a ratio against a baseline run beside it, since machines are noisy. `make bench`."""
