"""Taking in a roster: five steps on one page, from a file or a pasted block to the register."""
