"""The knot of a learning system: its four components, and what flowed between them in one month."""
