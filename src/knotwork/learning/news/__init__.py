"""News: what came of what somebody told, what is said to them and what they follow, on a page and in a digest."""
