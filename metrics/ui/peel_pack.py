"""Making the pack."""

from metrics.ui.peel import Asked


def offer(asked: Asked) -> None:
    """Placeholder until the writers are there."""
