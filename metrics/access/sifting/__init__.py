"""What of each kind of answer somebody may have: the work behind the sieves that reads declare."""
