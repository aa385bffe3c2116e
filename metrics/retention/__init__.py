"""How long each kind of data is kept, what is held longer, and the purge that takes the rest: shown first, by two people."""
