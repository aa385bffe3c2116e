"""All that is held on one person, as one file that they can have in one click: gathered, other people left out, written."""
