"""Words in the reader's language: one catalogue for the app and the questionnaires.

A catalogue is ``survey/translations/LANGUAGE.po``. It is read at the start and compiled in
memory, so there is no compiled file that could be older than its source.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping

from survey.definition.model import Text

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur", "ckb", "sd", "yi", "qps-plocm"})


class Language:
    """One language: its code (BCP 47), its own name for itself, and its catalogue.

    ``draft`` means that no person has confirmed the translation yet. ``fill`` is what goes into
    the placeholders of texts (``{force}``).
    """

    def __init__(
        self,
        code: str,
        name: str,
        *,
        draft: bool = False,
        catalogue: gettext.NullTranslations | None = None,
        fill: Mapping[str, str] | None = None,
    ) -> None:
        self.code, self.name, self.draft = code, name, draft
        self.catalogue = catalogue or gettext.NullTranslations()
        self.fill = dict(fill or {})
        self._said: dict[Text, str] = {}

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``, as HTML wants it."""
        return "rtl" if self.code in RIGHT_TO_LEFT else "ltr"

    @property
    def babel(self) -> str:
        """The locale by which Babel writes dates and numbers: British for English and tests."""
        english = self.code == "en" or self.code.startswith("qps")
        return "en_GB" if english else self.code.replace("-", "_")

    def text(self, text: Text) -> str:
        """A questionnaire's text, translated, with its placeholders filled."""
        words = self._said.get(text)
        if words is None:
            words = self.catalogue.pgettext(text.context, text.source)
            for name, value in self.fill.items():
                words = words.replace(f"{{{name}}}", value)
            self._said[text] = words
        return words
