"""What is proposed and agreed, in words: one agreement or reason in a text, and the list of all of them."""

from __future__ import annotations

from bot.channel import Screen
from bot.screens.notice import rows_of
from bot.screens.reader import Draft, Reader, headed, plain
from process import authority
from process.acts import shared_words
from process.acts.agreeing_reasons import red_rows
from process.incoming import Press
from process.message import Agreements, Quoted, Value
from process.registry import Permission
from process.rules.agreeing import OPEN
from process.rules.newcomers import may_read
from process.states import AgreementState as State
from storage.queries import agreements, opening, partnerships, people, remarks
from storage.queries.forgetting import NOBODY
from storage.tables import Agreement, Member, Reason
from texts.rich import Rich

SHOWN = 8
"""So many agreements on a screen: their numbers are two rows of buttons."""
LATELY = 3
"""So many that were done, the last ones, stand under those that are not."""


def draft(reader: Reader, message: Quoted | Agreements) -> Draft | None:
    """One text, or the list; nothing when the reader has no place there any more."""
    member = people.member(reader.unit, message.member)
    if member.person_id != reader.person.id or member.left_at is not None:
        return None
    return (
        _list(reader, message, member) if isinstance(message, Agreements) else _one(reader, message, member)
    )


def _one(reader: Reader, message: Quoted, member: Member) -> Draft | None:
    """The text with the words of its agreement or reason, or of the form that is being filled in."""
    values: dict[str, Value] = {"more": "", **message.values}
    if message.agreement is not None:
        row = agreements.find(reader.unit, message.agreement)
        if row is None or row.partnership_id != member.partnership_id:
            return None
        values |= agreement_values(reader, row, member)
    if message.reason is not None:
        reason = agreements.find_reason(reader.unit, message.reason)
        if reason is None or reason.partnership_id != member.partnership_id:
            return None
        values |= reason_values(reader, reason, member)
    if message.remark is not None:
        remark = remarks.find(reader.unit, message.remark)
        if remark is None or remark.partnership_id != member.partnership_id:
            return None
        values |= {"name": people.member(reader.unit, remark.member_id).name}
        values["words"] = remarks.words(reader.unit, remark) or reader.label("agreeing.gone")
    for name, sealed in message.sealed.items():
        values[name] = shared_words.opened(reader.unit, member, name, sealed) or NOBODY
    values["more"] = f"{values['more']}{_added(reader, message, values)}"
    partnership = partnerships.partnership(reader.unit, member.partnership_id)
    said = reader.say(message.key, {"zone": partnership.timezone, **values})
    return Draft(Screen(headed(partnership.name, said), rows_of(reader, message.buttons)))


def _list(reader: Reader, message: Agreements, member: Member) -> Draft:
    """What is open, numbered, a button for each number; and what was done last."""
    partnership = partnerships.partnership(reader.unit, member.partnership_id)
    every = agreements.in_states(reader.unit, partnership.id, OPEN)
    page = every[message.skip : message.skip + SHOWN]
    lines = [plain(f"{number}. {line(reader, row)}") for number, row in enumerate(page, message.skip + 1)]
    if not every:
        lines = [plain(reader.label("agreeing.none"))]
    lines += _done(reader, partnership.id)
    buttons = [
        reader.button("button.number", Press("ag_show", (row.id,)), {"n": number})
        for number, row in enumerate(page, message.skip + 1)
    ]
    rows = [tuple(buttons[start : start + 4]) for start in range(0, len(buttons), 4)]
    if len(every) > message.skip + SHOWN:
        further = Press("agreements", (partnership.id, message.skip + SHOWN))
        rows.append((reader.button("button.more_agreements", further),))
    rows += rows_of(reader, red_rows(reader.unit, partnership.id))
    if authority.may(member, Permission.AGREE):
        rows.append((reader.button("button.propose", Press("propose", (partnership.id,))),))
    rows.append((reader.button("button.menu", Press("home", (partnership.id,))),))
    head = headed(partnership.name, tuple(lines), reader.label("agreeing.head"))
    return Draft(Screen(head, tuple(rows)))


def line(reader: Reader, row: Agreement) -> str:
    """One agreement in a list: what, when, and where it stands."""
    return reader.label("agreeing.line", agreement_values(reader, row))


def agreement_values(reader: Reader, row: Agreement, member: Member | None = None) -> dict[str, Value]:
    """What fills the gaps of a text about an agreement, as it is now.

    Why somebody gave it back is not for a `member` who came in later: that was said to who was there.
    """
    asked = reader.label("agreeing.nobody")
    values: dict[str, Value] = {
        "what": agreements.what(reader.unit, row) or reader.label("agreeing.gone"),
        "due": row.due_on.isoformat(),
        "proposer": _name(reader, row.proposed_by),
        "owner": _name(reader, row.owner_id or row.asked_id) or asked,
        "why": _why_back(reader, row, member),
    }
    values["state"] = reader.label(f"agreeing.is_{row.state.value}", values)
    details = {
        "topic": topic(reader, row.round_id, row.question),
        "seen_by": agreements.seen_by(reader.unit, row),
        "otherwise": agreements.otherwise(reader.unit, row),
        "why": values["why"] if row.state == State.PROPOSED else "",
    }
    more = [reader.label(f"agreeing.more_{name}", {name: said}) for name, said in details.items() if said]
    more.insert(0, reader.label(f"agreeing.reach_{row.reach.value}"))
    values["more"] = "".join(f"\n{each}" for each in more)
    return values


def reason_values(reader: Reader, row: Reason, member: Member) -> dict[str, Value]:
    """What fills the gaps of a text about a reason not to act; its words are not for who came in later."""
    words = agreements.reason_words(reader.unit, row) or reader.label("agreeing.gone")
    return {
        "reason": words if may_read(row.at, member.joined_at) else reader.label("agreeing.before_you"),
        "giver": _name(reader, row.given_by),
        "contester": _name(reader, row.contested_by),
        "topic": topic(reader, row.round_id, row.question),
    }


def _why_back(reader: Reader, row: Agreement, member: Member | None) -> str:
    if member is not None and not may_read(row.changed_at, member.joined_at):
        return ""
    return agreements.why_back(reader.unit, row) or ""


def topic(reader: Reader, round_id: int | None, question: str | None) -> str:
    """The few words for what it is about; nothing when it came out of no round."""
    round_ = opening.find_round(reader.unit, round_id) if round_id is not None else None
    if round_ is None or question is None:
        return ""
    flow = reader.flow(round_)
    asked = flow.question(question) if flow.has(question) else None
    return (asked.short or asked.text).in_(reader.language) if asked is not None else ""


def _name(reader: Reader, member_id: int | None) -> str:
    """The name somebody goes by with their organisation; empty for nobody."""
    if member_id is None:
        return ""
    member = people.member(reader.unit, member_id)
    if member.organisation_id is None:
        return member.name
    return f"{member.name} ({people.organisation(reader.unit, member.organisation_id).name})"


def _added(reader: Reader, message: Quoted, values: dict[str, Value]) -> str:
    """What a form has beside the words themselves."""
    added = [name for name in ("seen_by", "otherwise") if name in message.sealed]
    if "round" in values:
        values["topic"] = topic(reader, int(values["round"]), str(values["question"]))
        added.insert(0, "topic")
    return "".join("\n" + reader.label(f"agreeing.more_{name}", {name: values[name]}) for name in added)


def _done(reader: Reader, partnership: int) -> list[Rich]:
    done = agreements.in_states(reader.unit, partnership, (State.DONE,))
    last = sorted(done, key=lambda row: (row.changed_at, row.id))[-LATELY:]
    return [plain(line(reader, row)) for row in reversed(last)]
