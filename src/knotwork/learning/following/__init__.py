"""Following: strands, places, measures and people that somebody wants to hear of."""
