"""What the verdicts do by luck alone, and what they find: `make simulate`, seeded, kept in docs/SIMULATIONS.md."""
