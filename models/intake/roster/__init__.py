"""Rosters of people: who is who, who is new, who cares for whom."""
