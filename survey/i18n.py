"""Words in the reader's language: one catalogue for the app and the questionnaires.

A catalogue is ``survey/translations/LANGUAGE.po``. It is read at the start and compiled in
memory, so there is no compiled file that could be older than its source.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from dataclasses import dataclass, field

from survey.definition.model import Text

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur", "ckb", "sd", "yi", "qps-plocm"})


@dataclass(frozen=True)
class Language:
    """One language: its code (BCP 47), its own name for itself, and its catalogue.

    ``draft`` means that no person has confirmed the translation yet.
    """

    code: str
    name: str
    draft: bool = False
    catalogue: gettext.NullTranslations = field(default_factory=gettext.NullTranslations)

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``, as HTML wants it."""
        return "rtl" if self.code in RIGHT_TO_LEFT else "ltr"

    @property
    def babel(self) -> str:
        """The locale by which Babel writes dates and numbers: British for English and tests."""
        english = self.code == "en" or self.code.startswith("qps")
        return "en_GB" if english else self.code.replace("-", "_")

    def text(self, text: Text, fill: Mapping[str, str]) -> str:
        """A questionnaire's text, translated, with its placeholders (``{force}``) filled."""
        words = self.catalogue.pgettext(text.context, text.source)
        for name, value in fill.items():
            words = words.replace(f"{{{name}}}", value)
        return words


ENGLISH = Language("en", "English")
