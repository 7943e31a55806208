"""Talk: what people say of a strand, whom they mention, and thanks."""
