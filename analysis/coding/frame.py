"""The coding frame: what each code means, read from ``frame.toml``."""

from __future__ import annotations

import functools
import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

SHIPPED = Path(__file__).parent / "frame.toml"
KINDS = ("concern", "good", "urgent")
STAGES = ("S0", "S1", "S2", "S3", "S4", "S5", "S6")


class FrameError(ValueError):
    """A coding frame that cannot be used, with the reason."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code. ``serious``: people read every such answer, whatever the count."""

    code: str
    label: str
    definition: str
    include: str
    exclude: str
    examples: tuple[str, ...]
    stages: tuple[str, ...]
    maps: tuple[str, ...]
    kind: str
    serious: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """A coding frame: its version, its stages by code, its codes in order, and its SHA-256."""

    version: str
    title: str
    stages: dict[str, str]
    codes: tuple[Code, ...]
    sha256: str

    def __getitem__(self, code: str) -> Code:
        """The code of that name; KeyError if the frame has none."""
        for item in self.codes:
            if item.code == code:
                return item
        raise KeyError(code)

    def __contains__(self, code: object) -> bool:
        """Whether the frame has this code."""
        return any(item.code == code for item in self.codes)

    @property
    def names(self) -> tuple[str, ...]:
        """Every code, in the frame's order."""
        return tuple(item.code for item in self.codes)

    @property
    def serious(self) -> tuple[str, ...]:
        """The rare but serious codes."""
        return tuple(item.code for item in self.codes if item.serious)

    @property
    def published(self) -> tuple[str, ...]:
        """The codes that may be counted: all but those of kind ``urgent``."""
        return tuple(item.code for item in self.codes if item.kind != "urgent")


def load_frame(path: Path = SHIPPED) -> Frame:
    """Read and check a coding frame. Raises FrameError naming the code and the reason."""
    raw = path.read_bytes()
    try:
        document = tomllib.loads(raw.decode("utf-8"))
        codes = tuple(_code(table) for table in document["code"])
        frame = Frame(
            version=str(document["version"]),
            title=str(document["title"]),
            stages={str(k): str(v) for k, v in document["stages"].items()},
            codes=codes,
            sha256=hashlib.sha256(raw).hexdigest(),
        )
    except (KeyError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FrameError(f"{path.name}: {error}") from None
    _check(frame, path.name)
    return frame


@functools.cache
def shipped() -> Frame:
    """The coding frame that comes with Heard."""
    return load_frame()


def _code(table: dict[str, object]) -> Code:
    def many(key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        return tuple(str(v) for v in value) if isinstance(value, list) else ()

    return Code(
        code=str(table["code"]),
        label=str(table["label"]),
        definition=str(table["definition"]),
        include=str(table.get("include", "")),
        exclude=str(table.get("exclude", "")),
        examples=many("examples"),
        stages=many("stages"),
        maps=many("maps"),
        kind=str(table.get("kind", "concern")),
        serious=bool(table.get("serious", False)),
    )


def _check(frame: Frame, name: str) -> None:
    if len(set(frame.names)) != len(frame.names):
        raise FrameError(f"{name}: a code stands twice")
    for code in frame.codes:
        if code.kind not in KINDS:
            raise FrameError(
                f"{name}: {code.code} has the kind {code.kind}, not {', '.join(KINDS)}"
            )
        for stage in code.stages:
            if stage not in frame.stages:
                raise FrameError(f"{name}: {code.code} names a stage {stage} that is not defined")
