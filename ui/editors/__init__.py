"""One editor for each kind of field: what is typed, shown, refused."""
