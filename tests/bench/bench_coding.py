"""Prints how fast answers are coded, beside TextBlob's NaiveBayesClassifier. Asserts no time."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

from analysis.coding import train
from analysis.coding.coder import Coder
from analysis.coding.evaluate import Gold
from analysis.coding.training_run import LABELLED
from analysis.redaction import redact


def rate(n: int, work: Callable[[], object]) -> float:
    """Answers a second."""
    start = time.perf_counter()
    work()
    return n / (time.perf_counter() - start)


def main() -> None:
    """Measure on the labelled answers, five times over."""
    start = time.perf_counter()
    coder = Coder.load()
    print(f"loading the coder          {time.perf_counter() - start:8.2f} s")
    answers = train.read_labelled([LABELLED])
    many = answers * 5
    coder.codes(answers)
    print(f"codes                      {rate(len(many), lambda: coder.codes(many)):8.0f} a second")
    whole = rate(len(many), lambda: (coder.code(many), [redact(a.text) for a in many]))
    print(f"everything and redaction   {whole:8.0f} a second")
    one = rate(50, lambda: [coder.code([a]) for a in answers[:50]])
    print(f"one answer                 {1000 / one:8.1f} ms")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at most             {memory:8.0f} MB")
    bayes(answers)


def bayes(answers: list[Gold]) -> None:
    """TextBlob's NaiveBayesClassifier with its default features on one code."""
    from textblob.classifiers import NaiveBayesClassifier

    def row(answer: Gold) -> tuple[list[str], str]:
        return answer.text.lower().split(), str("slow_or_no_action" in answer.codes)

    rows = [row(answer) for answer in answers]
    learner = NaiveBayesClassifier(rows[:300])
    speed = rate(50, lambda: [learner.classify(words) for words, _ in rows[300:350]])
    print(f"NaiveBayesClassifier       {speed:8.0f} a second, one code")


if __name__ == "__main__":
    main()
