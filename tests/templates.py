"""Templates compiled once in a test process, whichever app asks for them."""

from __future__ import annotations

from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache


class Compiled(BytecodeCache):
    """Keeps the code of a template's exact source, as it was compiled with the same extensions."""

    def __init__(self) -> None:
        self.kept: dict[tuple[object, ...], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.kept.get(self.place(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self.kept[self.place(bucket)] = bucket.code

    @staticmethod
    def place(bucket: Bucket) -> tuple[object, ...]:
        """What the code depends on."""
        made = bucket.environment
        return (
            bucket.key, bucket.checksum, tuple(sorted(made.extensions)),
            getattr(made.autoescape, "__func__", made.autoescape), made.trim_blocks,
            made.lstrip_blocks,
        )  # fmt: skip
