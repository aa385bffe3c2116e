"""Verdicts: reference cases, tables worked by hand, second opinions, properties."""
