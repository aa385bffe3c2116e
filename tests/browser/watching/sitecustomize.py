"""Python reads this first in every process of a watched server: who it connects to, or asks the name of, is written down."""

import ipaddress
import os
import sys


def _is_here(host: object) -> bool:
    name = str(host).split("%")[0]
    if name in ("", "None", "localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _watch(event: str, args: tuple) -> None:
    if event == "socket.connect" and isinstance(args[1], tuple):
        host = args[1][0]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        host = args[1][0] if event == "socket.sendto" and isinstance(args[1], tuple) else args[0]
    else:
        return
    with open(os.environ["BEATBOARD_WATCHED"], "a", encoding="utf-8") as file:  # noqa: PTH123
        file.write(f"{'here' if _is_here(host) else 'OUTSIDE'} {event} {host}\n")


if os.environ.get("BEATBOARD_WATCHED"):
    sys.addaudithook(_watch)
