"""Documents on paper: what a person may ask to see, dossiers, notices."""
