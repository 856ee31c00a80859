"""How many numbers are caught and how many ordinary sentences are held up, counted.

`pytest -s` shows the figures; `SENSITIVE_TIMES=10` counts over ten times as many.
"""

from __future__ import annotations

import os
from collections import Counter

from process.rules.sensitive import Bsn, look
from tests.sensitive import bsns, sentences

TIMES = int(os.environ.get("SENSITIVE_TIMES", "1"))


def test_of_ten_thousand_valid_numbers_at_least_999_in_1000_are_caught() -> None:
    texts = list(bsns.texts(10_000 * TIMES))
    missed = [text for text in texts if not any(isinstance(each, Bsn) for each in look(text))]

    print(f"\ncaught {len(texts) - len(missed)} of {len(texts)}; missed for example {missed[:3]}")
    assert len(missed) <= len(texts) // 1000


def test_of_two_thousand_ordinary_sentences_at_most_1_in_100_is_held_up() -> None:
    said = list(sentences.sentences(2_000 * TIMES))
    held_up = {text: found for text in said if (found := look(text, sentences.MEMBERS))}
    kinds = Counter(type(each).__name__ for found in held_up.values() for each in found)

    print(f"\nheld up {len(held_up)} of {len(said)}: {dict(kinds)}")
    assert len(held_up) <= len(said) // 100


def test_the_ordinary_sentences_are_varied() -> None:
    said = list(sentences.sentences(2_000))
    assert len(set(said)) > 1_800
    assert sum(any(sign.isdigit() for sign in text) for text in said) > 800


def test_every_sentence_that_is_easily_mistaken_comes_by() -> None:
    beginnings = {sentence.split("{")[0] for sentence in sentences.EASILY_MISTAKEN}
    said = list(sentences.sentences(2_000))
    assert all(any(text.startswith(beginning) for text in said) for beginning in beginnings)
