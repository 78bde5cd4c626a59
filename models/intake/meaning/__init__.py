"""What a column means, told by its header and its values."""
