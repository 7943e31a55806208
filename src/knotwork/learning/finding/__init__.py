"""The words of every strand, kept so that they are found at once: an index, which knows nothing of who may see what."""
