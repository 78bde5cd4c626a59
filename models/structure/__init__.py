"""The organisation as it changes: units, their places, posts and who holds them."""
