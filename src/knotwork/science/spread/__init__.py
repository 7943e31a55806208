"""Where learning holds, and where it does not."""
