"""Looking for what was learned, and what is like the strand in view."""
