"""What was corrected after the reveal, in words: beside the counts in everything that shows an overview."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.screens.frozen import Frozen
from bot.screens.question import in_words
from process.message import Value
from process.rules.corrections import Corrected, taken_back
from process.rules.items import ChoiceItem, Item
from storage.tables import Partnership


def lines_at(frozen: Frozen, item: Item | ChoiceItem) -> list[str]:
    """A line for each answer to this question that was corrected or taken back, and those under a tick."""
    under = item.where if isinstance(item, Item) else ()
    about = {item.question, *(each.question for each in under)}
    return [line(frozen, each) for each in frozen.corrections if each.question in about]


def lines_beside(frozen: Frozen, item: Item | ChoiceItem) -> list[str]:
    """The same where each organisation has its own line, which says that it took back its only answer."""
    gone = withdrawn(frozen, item)
    said = [each for each in frozen.corrections if each.question == item.question and each.is_withdrawn]
    left = {line(frozen, each) for each in said if each.organisation in gone}
    return [each for each in lines_at(frozen, item) if each not in left]


def withdrawn(frozen: Frozen, item: Item | ChoiceItem) -> frozenset[int | None]:
    """The organisations of one that took their answer back: in their place stands only that."""
    return taken_back(frozen.corrections, item)


def lone(frozen: Frozen, item: ChoiceItem) -> frozenset[str]:
    """The options that one person alone had chosen and took back: nothing of it stands under the tick."""
    about = [each for each in frozen.corrections if each.question == item.question]
    back = {each.was.value for each in about if each.is_withdrawn}
    return frozenset(each.option for each in item.options if each.people == 1 and each.option in back)


def line(frozen: Frozen, each: Corrected) -> str:
    """ "Woonstad: was 🔴 nee, nu 🟢 ja (gecorrigeerd op 8 december)"."""
    reader, question = frozen.reader, frozen.flow.question(each.question)
    values: dict[str, Value] = {
        "organisation": frozen.organisation(each.organisation) or reader.label("own.somebody"),
        **day_of(each.at, frozen.partnership),
    }
    if each.is_withdrawn:
        return reader.label("own.withdrawn", values)
    values |= {"was": in_words(reader, question, each.was), "now": in_words(reader, question, each.now)}
    return reader.label("own.corrected", values)


def with_topic(frozen: Frozen, each: Corrected) -> str:
    """A correction with its topic before it."""
    return frozen.reader.label(
        "own.topic", {"topic": frozen.topic(each.question), "line": line(frozen, each)}
    )


def with_topics(frozen: Frozen) -> list[str]:
    """Every correction of the round with its topic before it."""
    return [with_topic(frozen, each) for each in frozen.corrections]


def legend(frozen: Frozen) -> str:
    """The corrections under a picture, one on a line; nothing when there are none."""
    return "\n".join(with_topics(frozen))


def counted(frozen: Frozen) -> str | None:
    """How many answers were corrected or taken back since the reveal; None when none was."""
    many = len(frozen.corrections)
    return frozen.reader.label("own.counted", {"n": many}) if many else None


def day_of(at: datetime, partnership: Partnership) -> dict[str, Value]:
    """What fills in the day of a correction."""
    return {"day": at.astimezone(ZoneInfo(partnership.timezone)).date().isoformat()}
