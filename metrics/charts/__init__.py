"""Results to Altair charts: the only part that imports altair. Pure."""
