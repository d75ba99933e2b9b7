"""What protects both web apps on every response: headers, host names, body limits, proxies.

The header values follow the published advice for pages that may be read over a shoulder:
nothing is stored by the browser (but :data:`KEPT` files), nothing is sent on to another site, no
third party is asked for anything, and no page can be framed. They hold for errors and static
files too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.middleware.proxy_fix import ProxyFix

CONTENT_POLICY: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""Content-Security-Policy, one directive a line. An app may add or replace some."""

FEATURES = (
    "accelerometer", "autoplay", "camera", "clipboard-read", "display-capture",
    "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid",
    "idle-detection", "magnetometer", "microphone", "midi", "payment",
    "picture-in-picture", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
"""Browser features that no page of ours uses; each is switched off."""

KEPT = "private, max-age=86400, immutable"
"""Cache-Control of a file that says nothing of its reader and has a hash of its content in its
name: the browser need not ask for it again that day. Leaving clears it (``Clear-Site-Data``)."""

YEAR = 365 * 24 * 3600
FORM_PARTS = 500
BODY_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Protection:
    """What one app needs. ``proxies`` is the exact number of proxies in front of it;
    ``policy`` adds to or replaces directives of :data:`CONTENT_POLICY`; ``features`` are
    given back to the app's own origin (passkeys need some)."""

    hostnames: tuple[str, ...]
    https: bool = False
    proxies: int = 0
    onion: str = ""
    body_bytes: int = BODY_BYTES
    form_parts: int = FORM_PARTS
    uploads: bool = False
    policy: Mapping[str, str] | None = None
    features: tuple[str, ...] = ()


def protect(app: Flask, protection: Protection) -> None:
    """Put headers, limits, host names and proxy hops on an app. Call it once, early."""
    app.config.update(
        MAX_CONTENT_LENGTH=protection.body_bytes,
        MAX_FORM_MEMORY_SIZE=protection.body_bytes,
        MAX_FORM_PARTS=protection.form_parts,
        TRUSTED_HOSTS=list(protection.hostnames),
    )
    _limit_forms(app, protection)
    _put_headers(app, headers(protection))
    if protection.proxies:
        hops = protection.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]


def headers(protection: Protection) -> dict[str, str]:
    """The headers of every response, by name."""
    policy = {**CONTENT_POLICY, **(protection.policy or {})}
    off = (feature for feature in FEATURES if feature not in protection.features)
    found = {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "X-Robots-Tag": "noindex, nofollow",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in off),
    }
    if protection.https:
        found["Strict-Transport-Security"] = f"max-age={YEAR * 2}; includeSubDomains"
    if protection.onion:
        found["Onion-Location"] = f"http://{protection.onion}/"
    return found


def _put_headers(app: Flask, values: dict[str, str]) -> None:
    pairs = tuple(values.items())

    def put(response: Response) -> Response:
        kept = response.headers.get("Cache-Control") == KEPT
        for name, value in pairs:
            if not (kept and name == "Cache-Control"):
                response.headers[name] = value
        return response

    app.after_request(put)


def _limit_forms(app: Flask, protection: Protection) -> None:
    """Werkzeug counts the parts of multipart bodies only; this counts the others too."""

    def check() -> None:
        if request.method != "POST":
            return
        if request.mimetype == "multipart/form-data" and not protection.uploads:
            raise BadRequest("No files are taken here.")
        if request.mimetype == "application/x-www-form-urlencoded":
            body = request.get_data(cache=True)
            if body.count(b"&") >= protection.form_parts:
                raise RequestEntityTooLarge()

    app.before_request(check)
