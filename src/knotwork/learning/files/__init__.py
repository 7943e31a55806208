"""Photographs and files that stand beside a strand's words."""
