"""Beatboard's engine: from weekly spreadsheets to fair figures that show where they came from."""
