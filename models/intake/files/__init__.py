"""Files from outside, read in a process of their own: what stands in which cell, and nothing more."""
