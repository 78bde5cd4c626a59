"""Every change with what was before it: written by triggers, sealed in a chain, undone and brought back."""
