"""What every answer says beside its content: which browser doors stay shut. trust.md names the policy; nothing is evaluated."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import streamlit

FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
    "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get",
    "screen-wake-lock", "serial", "storage-access", "usb", "xr-spatial-tracking",
)  # fmt: skip
"""Doors of the browser that Beatboard never opens."""
YEAR = 365 * 24 * 3600


def policy(connects: tuple[str, ...]) -> str:
    """The content security policy. connects: addresses of the websocket, for browsers that do not count it as `self`."""
    own = " ".join(["'self'", *own_scripts()])
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {own}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            " ".join(("connect-src 'self'", *connects)),
            "media-src 'self'",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def own_scripts() -> list[str]:
    """The hashes of what Streamlit's own page has as scripts in its text: these and no others may run."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    bodies = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return [f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" for body in bodies]


def security(connects: tuple[str, ...], tls: bool) -> dict[str, str]:
    """The headers of every answer, names in lower case. tls: people come over https, and shall never come otherwise."""
    found = {
        "content-security-policy": policy(connects),
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "permissions-policy": ", ".join(f"{feature}=()" for feature in FEATURES),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "x-permitted-cross-domain-policies": "none",
        "x-robots-tag": "noindex, nofollow",
    }
    return {**found, "strict-transport-security": f"max-age={YEAR}; includeSubDomains"} if tls else found


def keeps(path: str) -> bool:
    """True for what a browser may keep: Streamlit's own files, whose names change with their content."""
    return path.startswith("/static/")
