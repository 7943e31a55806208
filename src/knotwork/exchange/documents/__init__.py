"""Documents to take to a meeting: a minute of headings and lines as PDF and as slides."""
