"""How a round ended, for everyone: what was decided and agreed, and what goes on the next sheet."""

from __future__ import annotations

from bot.channel import Screen
from bot.screens.agreement import topic
from bot.screens.frozen import Frozen
from bot.screens.reader import Draft, Rows, headed, plain
from process import authority
from process.incoming import Press
from process.message import Value
from process.registry import Permission
from process.rules.agreeing import OWNED
from process.states import Discussed
from storage.queries import agreements, discussing, people

MOST = 5
"""So many agreements and topics are named; the others are counted."""


def draft(frozen: Frozen) -> Draft | None:
    """The same to everyone; None of a round that has not ended."""
    row = discussing.discussion(frozen.reader.unit, frozen.round.id)
    if row is None:
        return None
    reader = frozen.reader
    lines = [reader.label(f"discuss.ended_{row.how.value}", {"title": frozen.title})]
    words = discussing.words(reader.unit, row)
    if words is not None:
        lines.append(reader.label("discuss.ended_words", {"words": words}))
    lines += _agreed(frozen)
    lines += _left(frozen)
    if frozen.partnership.opens_at is not None:
        when = {"when": frozen.partnership.opens_at.isoformat(), "zone": frozen.partnership.timezone}
        lines.append(reader.label("discuss.ended_next", when))
    head = reader.label(f"discuss.ended_head_{row.how.value}")
    said = headed(frozen.partnership.name, tuple(plain(line) for line in lines), head)
    return Draft(Screen(said, _rows(frozen) if row.how is Discussed.TALKED else ()))


def _agreed(frozen: Frozen) -> list[str]:
    """What is on somebody's name out of this round."""
    reader = frozen.reader
    found = [each for each in agreements.about(reader.unit, frozen.round.id) if each.state in OWNED]
    lines = [reader.label("discuss.ended_agreed")] if found else []
    for each in found[:MOST]:
        owner = people.member(reader.unit, each.owner_id).name if each.owner_id is not None else ""
        values: dict[str, Value] = {
            "what": agreements.what(reader.unit, each) or reader.label("sheet.gone"),
            "who": owner,
            "due": each.due_on.isoformat(),
        }
        lines.append(reader.label("discuss.ended_agreement", values))
    if len(found) > MOST:
        lines.append(reader.label("discuss.ended_more", {"n": len(found) - MOST}))
    return ["\n".join(lines)] if lines else []


def _left(frozen: Frozen) -> list[str]:
    """What is still to be talked about, of this round and of before it."""
    reader = frozen.reader
    left = discussing.left_over(reader.unit, frozen.partnership.id, before=frozen.round.id + 1)
    if not left:
        return []
    named = ", ".join(topic(reader, round_id, question) or question for round_id, question in left[:MOST])
    more = len(left) - MOST
    return [reader.label("discuss.ended_left", {"topics": named + (f" +{more}" if more > 0 else "")})]


def _rows(frozen: Frozen) -> Rows:
    if not authority.may(frozen.member, Permission.AGREE):
        return ()
    return ((frozen.reader.button("button.propose", Press("propose_on", (frozen.round.id,))),),)
