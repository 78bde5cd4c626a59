"""Drawing PDF: bundled fonts with per-character fallback, line breaking, a writer that holds one page at a time."""
