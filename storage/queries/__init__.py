"""Questions to the tables, one file per subject; each function takes the unit that it works in."""
