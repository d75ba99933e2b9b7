"""What each question type accepts, refuses and says."""

from __future__ import annotations

import gettext
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form

from survey.definition.model import Kind, Page, Question
from survey.forms.build import form_class
from survey.forms.fields import BUILDERS
from tests.survey.definition.walks import FEATURES, INSTRUMENT

PARENT = INSTRUMENT["parent"]


def filled(page: str, *pairs: tuple[str, str]) -> Form:
    """The page's form after a post of these names and values, validated."""
    form = form_class(PARENT.page(page), PARENT.version, Form)(MultiDict(pairs))
    form.validate()
    return form


def pages() -> list[Page]:
    return [page for q in (*INSTRUMENT.values(), FEATURES) for page in q.pages]


def questions() -> list[Question]:
    return [question for page in pages() for question in page.questions]


def test_every_question_type_has_one_builder() -> None:
    assert set(BUILDERS) == set(Kind)


def test_every_builder_makes_one_field_for_each_variable() -> None:
    for question in questions():
        assert tuple(BUILDERS[question.kind](question)) == question.variable_codes


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.key)
def test_an_empty_page_is_never_an_error(page: Page) -> None:
    form = form_class(page, "empty", Form)(MultiDict())
    assert form.validate()
    blank = MultiDict((variable.code, "") for variable in page.variables())
    form = form_class(page, "empty", Form)(blank)
    assert form.validate(), form.errors


def test_an_option_is_accepted_and_anything_else_refused_kindly() -> None:
    assert filled("ease", ("ease", "very_easy")).data == {"ease": "very_easy"}
    for value in ("easy", "Very easy", " very_easy", "very_easy\x00", "<script>"):
        form = filled("ease", ("ease", value))
        assert form.errors == {
            "ease": ["Choose one of the answers on this page, or skip this question."]
        }


def test_two_values_for_one_choice_are_refused() -> None:
    assert filled("ease", ("ease", "very_easy"), ("ease", "fairly_easy")).errors
    assert not filled("ease", ("ease", "very_easy"), ("ease", "very_easy")).errors


def test_a_borough_is_chosen_by_its_own_code_and_a_unit_cannot_be() -> None:
    assert filled("area", ("area", "bromley")).data == {"area": "bromley"}
    assert filled("area", ("area", "SN")).errors


def test_checkboxes_come_in_the_order_of_the_options_each_once() -> None:
    form = filled("why_not", ("why_not", "language"), ("why_not", "told_to_wait"),
                  ("why_not", "language"), ("why_not", ""))  # fmt: skip
    assert form.data == {"why_not": ("told_to_wait", "language")}
    assert not form.errors


def test_a_code_that_is_not_offered_is_refused_beside_good_ones() -> None:
    form = filled("why_not", ("why_not", "language"), ("why_not", "no_time"))
    assert form.errors["why_not"] == [
        "Choose one of the answers on this page, or skip this question."
    ]
    assert form.data == {"why_not": ("language",)}


def test_an_answer_that_only_goes_alone_is_refused_beside_others() -> None:
    assert not filled("why_not", ("why_not", "not_say")).errors
    form = filled("why_not", ("why_not", "language"), ("why_not", "not_say"))
    assert form.errors["why_not"] == [
        "“Prefer not to say” only goes on its own. Choose it alone, or take it away."
    ]
    assert form.data == {"why_not": ("language", "not_say")}


def test_words_are_cleaned_and_kept() -> None:
    form = filled("contact", ("contact", "  They\r\nlistened\x07.\u202e "))
    assert form.data == {"contact": "They\nlistened."}
    assert not form.errors


def test_length_counts_characters_after_new_lines_became_one() -> None:
    most = PARENT.page("contact").questions[0].max_length
    assert not filled("contact", ("contact", "a" + "\r\n" * (most - 2) + "b")).errors
    assert not filled("contact", ("contact", "👪" * most)).errors
    assert filled("contact", ("contact", "x" * (most + 1))).errors
    form = filled("contact", ("contact", "x" * (most + 1234)))
    assert form.errors["contact"] == [
        "Your text is 1,234 characters too long. You can write up to 2,000. Nothing is lost: make"
        " it shorter, then go on."
    ]
    assert len(form.data["contact"]) == most + 1234


def test_each_statement_of_a_set_is_answered_on_its_own() -> None:
    form = filled("first_contact", ("voice", "tend_agree"), ("motives", "dont_know"))
    assert not form.errors
    assert form.data == {
        "voice": "tend_agree", "neutrality": "", "respect": "", "motives": "dont_know",
        "explanation": "",
    }  # fmt: skip
    assert list(filled("first_contact", ("voice", "x"), ("respect", "tend_agree")).errors) == [
        "voice"
    ]


@given(
    st.integers(0, len(pages()) - 1), st.dictionaries(st.text(max_size=20), st.text(max_size=50))
)
def test_no_post_breaks_a_form(number: int, extra: dict[str, str]) -> None:
    page = pages()[number]
    names = [variable.code for variable in page.variables()]
    post: MultiDict[str, str] = MultiDict(extra)
    for name, value in zip(names, extra.values(), strict=False):
        post.add(name, value)
    form = form_class(page, "fuzz", Form)(post)
    if form.validate():
        for question in page.questions:
            for code in question.variable_codes:
                value = form.data[code]
                chosen = [value] if isinstance(value, str) and value else value or ()
                assert question.kind is Kind.TEXT or set(chosen) <= set(question.by_code)


class Upper(gettext.NullTranslations):
    """A language in which everything is said loudly."""

    def pgettext(self, context: str, message: str) -> str:
        return f"LOUD: {message}"


class Loud(Form):
    """A base that brings a language, as the public app's base does."""

    class Meta:
        """Errors in that language."""

        def get_translations(self, form: Any) -> Any:
            """That language."""
            return Upper()


def test_errors_and_the_labels_in_them_come_in_the_language_of_the_form() -> None:
    post = MultiDict([("why_not", "language"), ("why_not", "not_say")])
    form = form_class(PARENT.page("why_not"), PARENT.version, Loud)(post)
    form.validate()
    assert form.errors["why_not"][0].startswith("LOUD: “LOUD: Prefer not to say” only goes")
