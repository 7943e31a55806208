"""Reflection: six questions as a guided note, for oneself until whoever wrote it shows it to others."""
