"""The only part that imports duckdb: append-only loads, what was known at a moment, and the SQL of every figure."""
