"""How people sign in, prove that it is they, and see where they are signed in."""
