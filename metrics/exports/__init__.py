"""The exports that a force sends, one file each."""
