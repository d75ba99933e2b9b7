"""Answers that were taken back: a list of hashes of tags, arranged at random.

A tag is a random word that lies inside a sealed envelope and in the code that was shown to the
respondent. The list says which tags to leave out at opening. Nothing here says which envelope
holds a tag, or when it was taken back.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import Engine, delete, select
from sqlalchemy.exc import DBAPIError

from survey.box.pool import NotStored, last_place, shuffle_in
from survey.box.schema import withdrawal
from survey.box.store import reading, writing


def add(engine: Engine, tag: str) -> None:
    """Note that the answer with this tag is taken back; twice is once.

    Whether there is such an answer cannot be known here. Raises :class:`NotStored`.
    """
    tag_hash = hashlib.sha256(tag.encode()).digest()
    same = select(withdrawal.c.place).where(withdrawal.c.tag_hash == tag_hash)
    try:
        with writing(engine) as connection:
            if connection.execute(same).first() is None:
                end = last_place(connection, withdrawal) + 1
                shuffle_in(connection, withdrawal.c.tag_hash, tag_hash, end)
    except (DBAPIError, OSError):
        raise NotStored("The withdrawal could not be written; nothing was kept.") from None


def every(engine: Engine) -> list[str]:
    """All hashes of withdrawn tags (SHA-256, hex), sorted."""
    with reading(engine) as connection:
        return sorted(h.hex() for h in connection.execute(select(withdrawal.c.tag_hash)).scalars())


def forget(engine: Engine) -> int:
    """Empty the list, once no wave can be withdrawn from any more; returns how many."""
    with writing(engine) as connection:
        return connection.execute(delete(withdrawal)).rowcount
