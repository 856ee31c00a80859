"""What people chose together to work on: topics in the order of the flow, without figures or names."""

from __future__ import annotations

from bot.channel import Screen
from bot.screens.frozen import Frozen
from bot.screens.reader import Draft, Rows, headed, plain
from process import authority
from process.incoming import Press
from process.registry import Permission
from process.rules.choosing import Outcome, candidates, is_choice
from storage.queries import choosing as kept


def draft(frozen: Frozen) -> Draft | None:
    """What came of it for everyone; None while people still choose."""
    row = kept.choosing(frozen.reader.unit, frozen.round.id)
    if row is None or row.settled_at is None:
        return None
    found = kept.outcome_of(row)
    said = [*_lines(frozen, found)]
    if found.named:
        said.append(frozen.reader.label("choosing.also", {"topics": _named(frozen, found.named)}))
    head = frozen.reader.label("choosing.head", {"title": frozen.title})
    body = [plain("\n".join(said))]
    if found.first:
        body.append(plain(frozen.reader.label("choosing.on_sheet")))
    return Draft(Screen(headed(frozen.partnership.name, tuple(body), head), _rows(frozen, found)))


def first_lines(frozen: Frozen) -> tuple[str, ...]:
    """What the talking sheet begins with; nothing for a flow in which nobody chooses."""
    choose = frozen.flow.choose
    if choose is None or not is_choice(choose, candidates(frozen.flow, choose, frozen.shown)):
        return ()
    row = kept.choosing(frozen.reader.unit, frozen.round.id)
    if row is None or row.settled_at is None:
        return (frozen.reader.label("choosing.at_table", {"most": choose.most}),)
    return _lines(frozen, kept.outcome_of(row))


def chosen(frozen: Frozen) -> tuple[str, ...]:
    """The questions that people chose, which stand first on the sheet."""
    row = kept.choosing(frozen.reader.unit, frozen.round.id)
    return kept.outcome_of(row).first if row is not None else ()


def _lines(frozen: Frozen, found: Outcome) -> tuple[str, ...]:
    reader, most = frozen.reader, frozen.flow.choose.most if frozen.flow.choose is not None else 0
    if not found.first:
        return (reader.label("choosing.none", {"most": most}),)
    lines = []
    if found.chosen:
        lines.append(reader.label("choosing.chosen", {"topics": _named(frozen, found.chosen)}))
    if found.tied:
        left = most - len(found.chosen)
        lines.append(reader.label("choosing.tied", {"topics": _named(frozen, found.tied), "n": left}))
    return tuple(lines)


def _named(frozen: Frozen, topics: tuple[str, ...]) -> str:
    return ", ".join(frozen.topic(each) for each in topics)


def _rows(frozen: Frozen, found: Outcome) -> Rows:
    """[Voorstel: wie doet wat] for each of them."""
    if not authority.may(frozen.member, Permission.AGREE):
        return ()
    return tuple(
        (
            frozen.reader.button(
                "button.propose_about",
                Press("propose_chosen", (frozen.round.id, number)),
                {"short": frozen.topic(topic)},
            ),
        )
        for number, topic in enumerate(found.first)
    )
