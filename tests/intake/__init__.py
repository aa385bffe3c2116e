"""The intake: every fault at its cell, messy files that are good, hostile files, properties."""
