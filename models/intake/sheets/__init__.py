"""Where on a sheet the table stands, what its columns are, and its columns cleaned."""
