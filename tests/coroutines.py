"""Coroutines in tests: each runs on a thread of its own, since on the tests' thread Playwright's loop runs once it was used."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

R = TypeVar("R")


def completed(coroutine: Coroutine[Any, Any, R]) -> R:
    """What a coroutine gives, waited for."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
