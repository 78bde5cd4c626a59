"""The register itself: what is kept, the rules it obeys, how it is stored and searched.

This package knows no window, no workbook writer and no PDF: those rooms import it.
"""
