"""The organisation map: one painted widget, its layout, its colours and what it reads."""
