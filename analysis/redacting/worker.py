"""Masks texts in a process of its own, which knows nothing but the rules. Standard library only.

``python -m analysis.redacting.worker`` reads lines from its standard input, each a list of texts
(JSON), and answers each with a list as long: the masked text, or null where nothing was found. It
ends when its input does, so that it never outlives whoever started it.
"""

from __future__ import annotations

import json
import signal
import sys

from analysis.redaction import redact


def answer(line: bytes) -> bytes:
    """The answer to one line, both with their line ends."""
    found = (redact(text) for text in json.loads(line))
    return json.dumps([masked if spans else None for masked, spans in found]).encode() + b"\n"


def main() -> None:
    """Answer every line. Ctrl-C is for whoever started this process, and closes its input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(answer(line))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
