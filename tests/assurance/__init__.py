"""Heavy proofs of what Beatboard promises about its data: `python -m tests.assurance`, kept in docs/assurance.md."""
