"""Words in the reader's language: one catalogue for the app and the questionnaires.

A catalogue is ``survey/translations/LANGUAGE.po``. It is read at the start and compiled in
memory, so there is no compiled file that could be older than its source.
"""

from __future__ import annotations

import gettext
from collections.abc import Collection, Mapping
from pathlib import Path

from babel import Locale
from wtforms.i18n import get_translations

from survey.config import Settings, SettingsError
from survey.definition.messages import texts
from survey.definition.model import Questionnaire, Text
from survey.translations import files

FORCE = "name of the police force"
"""The context of the force's name among the strings."""

ISOLATE, END_ISOLATE = "\u2068", "\u2069"
"""Around words of another direction (Unicode's first strong isolate)."""


class Language:
    """One language: its code (BCP 47), its own name for itself, and its catalogue.

    ``draft`` means that no person has confirmed the translation yet. ``fill`` is what goes into
    the placeholders of texts (``{force}``). ``speaks`` are the questionnaires it has wholly, by
    key; None: all.
    """

    def __init__(
        self,
        code: str,
        name: str,
        *,
        draft: bool = False,
        catalogue: gettext.NullTranslations | None = None,
        fill: Mapping[str, str] | None = None,
        speaks: Collection[str] | None = None,
    ) -> None:
        self.code, self.name, self.draft = code, name, draft
        self.catalogue = catalogue or gettext.NullTranslations()
        self._speaks = None if speaks is None else frozenset(speaks)
        self._said: dict[Text, str] = {}
        self.fill = {key: self._filling(key, value) for key, value in (fill or {}).items()}

    def _filling(self, key: str, value: str) -> str:
        """What stands for a placeholder: translated, else kept from turning the sentence around."""
        words = self.catalogue.pgettext(FORCE, value) if key == "force" else value
        foreign = words == value and self.direction == "rtl"
        return f"{ISOLATE}{words}{END_ISOLATE}" if foreign else words

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``, as HTML wants it."""
        if self.code.startswith("qps"):
            return "rtl" if self.code == "qps-plocm" else "ltr"
        return _locale(self.code).text_direction

    @property
    def babel(self) -> str:
        """The locale by which Babel writes dates and numbers: British for English and tests.

        Digits are 0 to 9 in every language, like those of the telephone numbers beside them.
        """
        english = self.code == "en" or self.code.startswith("qps")
        return "en_GB" if english else f"{self.code.replace('-', '_')}"

    def speaks(self, questionnaire: str) -> bool:
        """Whether that questionnaire ("" for none chosen yet) can be asked in this language."""
        return not questionnaire or self._speaks is None or questionnaire in self._speaks

    def text(self, text: Text) -> str:
        """A questionnaire's text, translated, with its placeholders filled."""
        words = self._said.get(text)
        if words is None:
            words = self.catalogue.pgettext(text.context, text.source)
            for name, value in self.fill.items():
                words = words.replace(f"{{{name}}}", value)
            self._said[text] = words
        return words


def _locale(code: str) -> Locale:
    return Locale.parse(code, sep="-")


def load(
    settings: Settings,
    questionnaires: Mapping[str, Questionnaire],
    folder: Path = files.FOLDER,
) -> dict[str, Language]:
    """The languages that respondents are offered, by code; English always, and first.

    A draft is left out unless the instance allows drafts. Raises
    :class:`~survey.config.SettingsError` for a language without a usable catalogue.
    """
    fill = {"force": settings.force.name}
    found = {"en": Language("en", "English", fill=fill)}
    for code in settings.collect.languages:
        if code == "en":
            continue
        try:
            book = files.read(code, folder)
        except files.CatalogueError as error:
            raise SettingsError(f"[collect] languages names {code!r}, but {error}") from None
        if book.confirmed or settings.collect.allow_draft_languages:
            found[code] = from_book(book, questionnaires, fill)
    return found


def from_book(
    book: files.Book, questionnaires: Mapping[str, Questionnaire], fill: Mapping[str, str]
) -> Language:
    """A language from its catalogue, with WTForms' own messages behind it."""
    catalogue = book.compiled()
    speaks = [key for key, one in questionnaires.items() if _whole(book, one)]
    name = book.code
    if not book.code.startswith("qps"):
        locale = _locale(book.code)
        name = locale.get_display_name() or book.code
        catalogue.add_fallback(get_translations([str(locale)]))
    return Language(
        book.code, name, draft=not book.confirmed, catalogue=catalogue, fill=fill, speaks=speaks
    )


def _whole(book: files.Book, questionnaire: Questionnaire) -> bool:
    """Whether every text of the questionnaire is translated."""
    entries = (book.catalog.get(text.source, text.context) for text in texts(questionnaire))
    return all(entry is not None and entry.string and not entry.fuzzy for entry in entries)
