"""A limit on how often one network may ask, that remembers no address.

What is counted is a keyed hash of the network's prefix (/24 of IPv4, /56 of IPv6). The key is
random, lives in memory only and is thrown away every hour together with the counts: nobody can
work back to an address, now or later, and nothing is written anywhere. Limits are generous,
because a whole police force may share a few addresses; they hold for each worker.
"""

from __future__ import annotations

import ipaddress
import secrets
import time
from collections import Counter
from collections.abc import Callable
from hashlib import blake2b

from flask import Flask, abort, request

from survey.logging import log

HOUR = 3600.0
PER_HOUR = {"post": 20_000, "begin": 1_500, "send": 600, "code": 40, "group": 2_000}
"""Action -> how often an hour one network may do it at one worker."""

ACTIONS = {
    "/which": "begin",
    "/language": "begin",
    "/send": "send",
    "/save": "code",
    "/come-back": "code",
    "/code": "group",
    "/take-back": "code",
}
"""Address -> action of a post to it; any other post is a ``post``."""

MOST_NETWORKS = 50_000
"""So many networks are told apart in an hour; all further ones share one count."""


class Limits:
    """Counts of the present hour. ``clock`` gives seconds that only grow."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begin_hour()

    def _begin_hour(self) -> None:
        self._until = self._clock() + HOUR
        self._key = secrets.token_bytes(32)
        self._counts: Counter[bytes] = Counter()

    def allows(self, action: str, address: str) -> bool:
        """Count one ``action`` of the network of ``address``; whether it is within the limit."""
        if self._clock() >= self._until:
            self._begin_hour()
        name = self._name(action, address)
        self._counts[name] += 1
        return self._counts[name] <= PER_HOUR[action]

    def _name(self, action: str, address: str) -> bytes:
        text = f"{action} {network(address)}".encode()
        name = blake2b(text, key=self._key, digest_size=16).digest()
        crowded = len(self._counts) >= MOST_NETWORKS and name not in self._counts
        return action.encode() if crowded else name


def network(address: str) -> str:
    """The network that an address belongs to; "" when it is none."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    width = 24 if found.version == 4 else 56
    return str(ipaddress.ip_network((found, width), strict=False))


def add_limits(app: Flask, limits: Limits) -> None:
    """Answer 429 to a network that posts more often than its limit."""

    def check() -> None:
        if request.method == "POST":
            action = ACTIONS.get(request.path, "post")
            if not limits.allows(action, request.remote_addr or ""):
                log("too_busy")
                abort(429)

    app.before_request(check)
