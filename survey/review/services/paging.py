"""One page of a long list, the same for every list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list of ``total`` items. ``number`` counts from 1."""

    items: list[T]
    number: int
    total: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return pages(self.total, self.size)


def pages(total: int, size: int) -> int:
    """How many pages of ``size`` hold ``total`` items; at least one."""
    return max(1, -(-total // size))


def place(wanted: int, total: int, size: int) -> tuple[int, int]:
    """The page that is shown when ``wanted`` is asked for, and how many items lie before it."""
    number = min(max(1, wanted), pages(total, size))
    return number, (number - 1) * size
