"""Small widgets that every page is put together from, one subject a file."""
