"""Why an answer is not there: numbers, codes and labels, the same in every format."""

from __future__ import annotations

NOT_ASKED, NOT_KEPT, NO_ANSWER, UNSURE = -7, -8, -9, -10
GAPS = {
    NOT_ASKED: ("not_asked", "Not asked"),
    NOT_KEPT: ("not_kept", "Not kept"),
    NO_ANSWER: ("no_answer", "No answer"),
    UNSURE: ("not_known", "No answer, or not asked"),
}
"""Number -> code and label of an answer that is not there."""
MEANINGS = {
    NOT_ASKED: "The answers before led past the question.",
    NOT_KEPT: "Given beside an answer that it is never kept with, as the page promised.",
    NO_ANSWER: "Asked, and skipped.",
    UNSURE: "Whether it was asked cannot be told from what was kept.",
}
"""Number -> what the label means, in one sentence."""
LOWEST = min(GAPS)
LETTERS = {
    -1: "a", -2: "b", -3: "c", -4: "d", -5: "e",
    NOT_ASKED: "n", NOT_KEPT: "k", NO_ANSWER: "z", UNSURE: "u",
}  # fmt: skip
"""Number of a missing value -> Stata's extended missing value."""
