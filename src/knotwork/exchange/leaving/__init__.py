"""Taking away everything of one's own, and leaving: what was learned stays, without whoever told it."""
