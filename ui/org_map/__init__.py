"""The organisation map: one painted widget, its layout, its colours and what it reads."""

from ui.org_map.undying_none import keep_none_alive

keep_none_alive()
