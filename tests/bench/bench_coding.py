"""Prints how fast answers are coded and how well, beside TextBlob's NaiveBayesClassifier.

Asserts nothing. Seconds of the processor are printed beside those of the clock, since a busy
machine slows the second only. It takes about two minutes, most of them the NaiveBayesClassifier's.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable
from dataclasses import replace

from analysis.coding import train
from analysis.coding.coder import Coder
from analysis.coding.evaluate import Gold
from analysis.coding.training_run import LABELLED
from analysis.redaction import redact

REPEATS = 10
LEARN, ASK = 160, 40
CODES = ("slow_or_no_action", "lost_between_teams", "good_action")


def processor() -> float:
    """Seconds of the processor so far, of this process and its finished children."""
    now = os.times()
    return now.user + now.system + now.children_user + now.children_system


def show(name: str, n: int, work: Callable[[], object]) -> None:
    """Print how many answers a second, by the clock and for each core."""
    clock, before = time.perf_counter(), processor()
    work()
    wall, spent = time.perf_counter() - clock, processor() - before
    each = 1000 * spent / n
    print(
        f"{name:<28}{n / wall:8.0f} a second {1000 / each:8.0f} a core {each:8.3f} ms of processor"
    )


def vary(answers: list[Gold]) -> list[Gold]:
    """The answers many times over, each time with a word more: no text comes twice."""
    return [
        replace(a, text=f"{a.text} Answer{n} word{k}.")
        for n in range(REPEATS)
        for k, a in enumerate(answers)
    ]


def stages(coder: Coder, answers: list[Gold]) -> None:
    """What each part of the work costs."""
    assert coder.model
    model = coder.model
    asked = [(a.text, a.question, a.audience) for a in answers]
    matches = coder.lexicon.find_all(asked)
    rows = model.rows(answers, matches)
    n = len(answers)
    show("  lexicon", n, lambda: coder.lexicon.find_all(asked))
    show("  features", n, lambda: model.rows(answers, matches))
    show("  scores", n, lambda: model.scores(rows))


def everything(coder: Coder, answers: list[Gold]) -> None:
    """Codes, sentiment, TextBlob, reasons, and the text without what identifies."""
    coder.code(answers)
    for answer in answers:
        redact(answer.text)


def main() -> None:
    """Measure on the labelled answers, ten times over."""
    start = processor()
    coder = Coder.load()
    print(f"loading the coder           {processor() - start:8.2f} s of processor")
    answers = train.read_labelled([LABELLED])
    many = vary(answers)
    print(f"{len(many)} answers")
    coder.code(answers)
    show("one answer at a time", 100, lambda: [coder.code([a]) for a in answers[:100]])
    show("codes", len(many), lambda: coder.codes(many))
    stages(coder, many)
    show("codes, sentiment, TextBlob", len(many), lambda: coder.code(many))
    show("redaction", len(many), lambda: [redact(a.text) for a in many])
    show("everything in one run", len(many), lambda: everything(coder, many))
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    helper = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"memory at most {own:.0f} MB, and {helper:.0f} MB in a helper, most of it shared")
    bayes(answers)


def bayes(answers: list[Gold]) -> None:
    """F1 and speed of NaiveBayesClassifier, default features, and of a model of ours, same rows.

    A subsample, because its default features ask every word of the training set of every answer.
    Ours learns from the same rows alone, without the invented examples, in the same run.
    """
    from textblob.classifiers import NaiveBayesClassifier

    step = len(answers) // (LEARN + ASK)
    some = answers[:: step or 1][: LEARN + ASK]
    known, asked = some[:LEARN], some[LEARN:]
    ours = _learn(known)
    print(f"{LEARN} answers learned, {ASK} asked, {len(CODES)} codes; F1 over these codes:")
    show("  ours, those rows alone", ASK, lambda: ours.codes(asked))
    print(f"    F1 {_f1(asked, [set(c) for c in ours.codes(asked)]):.2f}")
    guess: list[set[str]] = [set() for _ in asked]

    def classify() -> None:
        for code in CODES:
            rows = [(a.text.lower().split(), code in a.codes) for a in known]
            learner = NaiveBayesClassifier(rows)
            for found, answer in zip(guess, asked, strict=True):
                if learner.classify(answer.text.lower().split()):
                    found.add(code)

    show("  NaiveBayesClassifier", ASK * len(CODES), classify)
    print(f"    F1 {_f1(asked, guess):.2f} (learning and asking)")


def _learn(known: list[Gold]) -> Coder:
    from analysis.coding import frame, rules

    lexicon = rules.shipped()
    model = train.train(train.prepare(known, [], lexicon), frame.shipped(), lexicon)
    return Coder(lexicon, frame.shipped(), model)


def _f1(asked: list[Gold], guess: list[set[str]]) -> float:
    truth = [set(CODES) & a.codes for a in asked]
    given = [set(CODES) & g for g in guess]
    both = sum(len(t & g) for t, g in zip(truth, given, strict=True))
    return 2 * both / max(1, sum(map(len, truth)) + sum(map(len, given)))


if __name__ == "__main__":
    main()
