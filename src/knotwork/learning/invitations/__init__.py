"""How people come into learning systems and teams: invited by link, or asking to join."""
