"""Methods that speak of decisions and of what came of them, rather than of one chart."""
