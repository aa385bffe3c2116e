"""Heavy runs behind the promises of docs: each module prints one line a figure, and pytest runs a small portion of it."""
