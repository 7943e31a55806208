"""Making sense together: what other places say of an insight, and where it holds."""
