"""Telling by anybody: links, on paper or sent around, through which people tell without an account."""
