"""Folding of message text for matching, with an alignment back to the original."""
