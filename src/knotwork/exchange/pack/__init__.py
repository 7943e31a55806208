"""The governance pack: what a meeting needs to know of a learning system, from what is there, in seconds."""
