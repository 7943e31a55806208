"""The terms of a learning system as a file: taken away, and brought in."""
