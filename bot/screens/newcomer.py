"""A result for who came in later: without own words of before they came, and with a way to question it.

What newcomers said about a result stands under its answers for everyone, marked as said afterwards.
"""

from __future__ import annotations

from bot.screens.frozen import Frozen
from bot.screens.reader import Rows, plain
from process.acts.newcomer import is_new_to
from process.incoming import Press
from process.rules.agreeing import OPEN
from process.rules.newcomers import RemarkKind, may_read
from process.states import Role
from storage.queries import agreements, events, people, remarks, rounds
from texts.rich import Rich


def before_you(frozen: Frozen) -> tuple[Rich, ...]:
    """That there are words from before this reader came, in numbers alone; nothing when there are none."""
    n = frozen.from_before()
    return (plain(frozen.reader.label("coming.before_you", {"n": n})),) if n else ()


def said(frozen: Frozen) -> tuple[Rich, ...]:
    """What newcomers said about this overview, with their organisation."""
    reader, lines = frozen.reader, []
    for row, member in remarks.of_round(reader.unit, frozen.round.id):
        then = events.organisation_then(reader.unit, member, row.at)
        if then is None:
            continue
        values = {"organisation": people.organisation(reader.unit, then).name}
        if row.kind is RemarkKind.RECOGNISES:
            lines.append(reader.label("coming.says_recognises", values))
        elif row.kind is RemarkKind.DIFFERS and may_read(row.at, frozen.member.joined_at):
            words = remarks.words(reader.unit, row)
            if words is not None and row.question is not None:
                values |= {"topic": frozen.topic(row.question), "words": words}
                lines.append(reader.label("coming.says_differs", values))
    if not lines:
        return ()
    return (plain("\n".join((reader.label("coming.afterwards"), *lines))),)


def rows(frozen: Frozen) -> Rows:
    """[Herken ik] [Zie ik anders], for who came in after it was shown."""
    member = frozen.member
    answers = member.organisation_id is not None and member.role != Role.OBSERVER
    if not answers or frozen.gone is not None or not is_new_to(member, frozen.round):
        return ()
    return (
        (
            frozen.reader.button("button.recognise", Press("recognise", (frozen.round.id,))),
            frozen.reader.button("button.differ", Press("differ", (frozen.round.id,))),
        ),
    )


def to_discuss(frozen: Frozen) -> tuple[tuple[str, str], ...]:
    """The agreements that newcomers want to talk about, each with their organisations: for the sheet."""
    unit, partnership = frozen.reader.unit, frozen.partnership
    ended = [each.settled_at for each in rounds.rounds(unit, partnership.id) if each.settled_at is not None]
    since = max((each for each in ended if each < frozen.round.opened_at), default=partnership.created_at)
    until = frozen.round.settled_at or frozen.reader.now or frozen.shown.made_at
    wishes: dict[int, dict[str, None]] = {}
    found = remarks.of_kind(unit, partnership.id, RemarkKind.DISCUSSES, since, until)
    for row, member in found:
        then = events.organisation_then(unit, member, row.at)
        if row.agreement_id is not None and then is not None:
            name = people.organisation(unit, then).name
            wishes.setdefault(row.agreement_id, {})[name] = None
    result = []
    for agreement_id, names in wishes.items():
        agreed = agreements.find(unit, agreement_id)
        what = agreements.what(unit, agreed) if agreed is not None and agreed.state in OPEN else None
        if what is not None:
            asked = frozen.reader.label("coming.on_sheet", {"organisations": ", ".join(names)})
            result.append((what, asked))
    return tuple(result)
