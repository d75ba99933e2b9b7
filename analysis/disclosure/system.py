"""What an attacker knows, as linear relations between whole numbers of people.

A :class:`System` holds quantities with the bounds that a publication gives away, and relations
between them. It knows nothing of tables; :mod:`analysis.disclosure.links` writes tables as systems.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Name = tuple[str, ...]
Terms = Mapping[Name, int]


@dataclass(frozen=True, slots=True)
class Target:
    """A hidden number (a sum of quantities), and how wide its interval must stay."""

    name: Name
    terms: Terms
    need: int


@dataclass(slots=True)
class System:
    """Quantities (each with a least and a most), relations ``low <= terms <= high``, targets."""

    low: dict[Name, float] = field(default_factory=dict)
    high: dict[Name, float] = field(default_factory=dict)
    relations: list[tuple[Terms, float, float]] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)

    def quantity(self, name: Name, low: float = 0, high: float = math.inf) -> None:
        """Add a quantity, or narrow the bounds of one that is there."""
        self.low[name] = max(low, self.low.get(name, 0))
        self.high[name] = min(high, self.high.get(name, math.inf))

    def relate(self, terms: Terms, low: float = 0, high: float = math.inf) -> None:
        """Add ``low <= sum of coefficient * quantity <= high``; every quantity must be there."""
        unknown = [name for name in terms if name not in self.low]
        if unknown:
            raise KeyError(unknown[0])
        self.relations.append((terms, low, high))

    def equal(self, whole: Name, parts: Sequence[Name]) -> None:
        """Add ``whole = sum of parts``."""
        self.relate({whole: -1, **dict.fromkeys(parts, 1)}, 0, 0)

    def at_most(self, part: Name, whole: Name) -> None:
        """Add ``part <= whole``."""
        self.relate({whole: 1, part: -1})

    def protect(self, name: Name, terms: Terms, need: int) -> None:
        """Attack this number, and require an interval at least ``need`` wide."""
        self.targets.append(Target(name, terms, need))

    def holds(self, exact: Mapping[Name, int]) -> bool:
        """True when the real numbers satisfy everything the attacker believes."""
        for name, low in self.low.items():
            if name in exact and not low <= exact[name] <= self.high[name]:
                return False
        for terms, low, high in self.relations:
            if all(n in exact for n in terms):
                value = sum(k * exact[n] for n, k in terms.items())
                if not low <= value <= high:
                    return False
        return True
