"""Safe keeping in the window: signing in, locking, accounts, history, backups, and what is kept for how long."""
