"""Backups, copies, checks, repair, and what is kept for how long."""
