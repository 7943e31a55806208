"""The sense-making board: insights that people group into themes, several people at once."""
