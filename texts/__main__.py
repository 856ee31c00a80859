"""`python -m texts`: check the texts against the code, and tell how long the Dutch sentences are."""

from __future__ import annotations

import re
import sys

from flows.source import SourceError
from texts.catalogue import Catalogue
from texts.usage import asked_for, findings, sources


def main() -> int:
    """Print what is wrong and the figures; 1 when something is wrong."""
    try:
        texts = Catalogue.read()
    except SourceError as error:
        print(error)
        return 1
    found = list(findings(texts, asked_for(sources())))
    for complaint in found:
        print(complaint)
    lengths = sorted(sentence_lengths(texts))
    average = sum(length for length, _ in lengths) / max(1, len(lengths))
    longest, where = lengths[-1] if lengths else (0, "-")
    print(
        f"{len(texts.keys)} texts in two languages; Dutch sentences: {average:.1f} words on average, "
        f"the longest {longest} ({where})"
    )
    return 1 if found else 0


def sentence_lengths(texts: Catalogue) -> list[tuple[int, str]]:
    """For every whole Dutch sentence its number of words, and the key it belongs to. Labels do not count."""
    lengths = []
    for key in texts.keys:
        for sentence in re.split(r"(?<=[.!?])\s+|\n+", texts.entry(key, "nl").source.strip()):
            if sentence.endswith((".", "!", "?")):
                lengths.append((len(sentence.split()), key))
    return lengths


if __name__ == "__main__":
    sys.exit(main())
