"""Knotwork: a learning system for health and care."""
