"""What texts have in common, said by the words that they share."""
