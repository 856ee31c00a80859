"""What people ask one another after a reveal: one question, the list of one's own, and the harvest."""

from __future__ import annotations

from bot.channel import Screen
from bot.screens.agreement import topic
from bot.screens.frozen import Frozen
from bot.screens.reader import Draft, Reader, Rows, headed, plain
from process import authority
from process.incoming import Press
from process.message import Harvest, Inquiries, Relayed, Value
from process.registry import Permission
from process.rules.digest import cut
from process.rules.newcomers import may_read
from process.rules.relay import ENDS, ON_SHEET, Known, Way
from process.states import RoundStage
from storage.queries import events, opening, partnerships, people
from storage.queries import relay as kept
from storage.tables import Inquiry, Member, Partnership
from texts.rich import Rich, Span

_TOLD = {
    "answer": "relay.answer_came",
    "changed": "relay.changed",
    "withdrawn": "relay.taken_away",
    "aloud": "relay.aloud",
    "nobody": "relay.nobody",
    "call": "relay.call_now",
}
"""What the asker hears, by the part of the message."""
_SURE = (Known.CONFIRMED, Known.CONTRADICTED)
SHOWN = 4
"""So many questions with their answers fit in one message; the rest is one tap away."""
LISTED, GLIMPSE = 12, 60
"""So many questions stand in the list of one's own, the last ones, and so much of the words of each."""


def draft(reader: Reader, message: Relayed) -> Draft | None:
    """A question for who has it or who asked it; nothing when it is not so any more."""
    member = people.member(reader.unit, message.member)
    row = kept.find(reader.unit, message.inquiry)
    if row is None or not _reads(reader, member):
        return None
    if row.receiver_id == member.id and message.part in {"asked", "reminder", "lies"}:
        return _to_receiver(reader, row, member, message.part)
    if row.asker_id == member.id and message.part not in {"asked", "reminder", "lies"}:
        return _to_asker(reader, row, member, message.part)
    return None


def inquiries(reader: Reader, message: Inquiries) -> Draft | None:
    """Numbered, with a button for each: what lies with the reader, and what they asked."""
    member = people.member(reader.unit, message.member)
    if not _reads(reader, member):
        return None
    theirs = [row for row in kept.lying_with(reader.unit, member) if row.way != Way.TAKEN_BACK]
    own = [row for row in kept.asked_by(reader.unit, member) if _is_shown_as_own(row)][-LISTED:]
    lines = [_line(reader, "relay.line_theirs", row, n) for n, row in enumerate(theirs, 1)]
    lines += [_line(reader, "relay.line_own", row, n) for n, row in enumerate(own, len(theirs) + 1)]
    presses = [Press("relayed", (row.round_id, row.id)) for row in theirs]
    presses += [Press("relaymine", (row.round_id, row.id)) for row in own]
    buttons = [reader.button("button.number", press, {"n": n}) for n, press in enumerate(presses, 1)]
    rows = [tuple(buttons[start : start + 4]) for start in range(0, len(buttons), 4)]
    partnership = partnerships.partnership(reader.unit, member.partnership_id)
    rows.append((reader.button("button.menu", Press("home", (partnership.id,))),))
    said = tuple(map(plain, lines)) or reader.say("relay.none")
    return Draft(Screen(headed(partnership.name, said, reader.label("relay.head")), tuple(rows)))


def harvest(reader: Reader, message: Harvest) -> Draft | None:
    """Every question with its answer, for everyone the same; what has none is for the sheet."""
    member = people.member(reader.unit, message.member)
    round_ = opening.find_round(reader.unit, message.round)
    if round_ is None or not _reads(reader, member) or round_.partnership_id != member.partnership_id:
        return None
    every = carried(reader, round_.id, member)
    page = every[message.skip : message.skip + SHOWN]
    if not page:
        return None
    partnership = partnerships.partnership(reader.unit, round_.partnership_id)
    rows: Rows = ((reader.button("button.sheet", Press("sheet", (round_.id,))),),)
    if len(every) > message.skip + SHOWN:
        further = Press("harvest", (round_.id, message.skip + SHOWN))
        rows = ((reader.button("button.more_inquiries", further),), *rows)
    head = plain(reader.label("relay.harvest", _counts(reader, every)))
    said = tuple(_in_full(reader, row) for row in page)
    return Draft(Screen(headed(partnership.name, (head, *said), reader.label("relay.harvest_head")), rows))


def carried(reader: Reader, round_id: int, member: Member) -> list[Inquiry]:
    """The questions that everyone may see once the relay is over.

    Words of who left are not among them, nor what was asked before this reader came.
    """
    return [
        row
        for row in kept.of_round(reader.unit, round_id)
        if row.way in ENDS
        and row.organisation_id is not None
        and may_read(row.asked_at, member.joined_at)
        and people.member(reader.unit, row.asker_id).left_at is None
        and kept.words(reader.unit, row) is not None
    ]


def values(reader: Reader, row: Inquiry) -> dict[str, Value]:
    """What fills the gaps of a text about a question, as it is now."""
    about = topic(reader, row.round_id, row.question)
    organisation = row.organisation_id
    return {
        "asker": _asker(reader, row),
        "organisation": people.organisation(reader.unit, organisation).name
        if organisation is not None
        else "",
        "about": f" {reader.label('relay.about_topic', {'topic': about})}" if about else "",
        "words": kept.words(reader.unit, row) or "",
        "answer": kept.answered(reader.unit, row) or "",
        "n": len(people.members(reader.unit, _partnership(reader, row).id)),
    }


def _to_receiver(reader: Reader, row: Inquiry, member: Member, part: str) -> Draft | None:
    is_open = row.way == Way.OPEN
    if row.way == Way.TAKEN_BACK or not (is_open or part == "lies"):
        return None
    own = _organisation(reader, member)
    known = values(reader, row) | {"own": own, "alone": _alone(reader, member)}
    key = "relay.lies" if part == "lies" else f"relay.{part}"
    said = reader.say(key, known)
    if not is_open:
        said = (*said, plain(reader.label(f"relay.stands_{_stands(row)}", known)))
    if row.known in _SURE:
        said = (*said, plain(reader.label(f"relay.known_{row.known.value}", known)))
    return _screen(reader, row, said, _receiver_rows(reader, row), menu=part == "lies")


def _receiver_rows(reader: Reader, row: Inquiry) -> Rows:
    def button(key: str, how: str) -> Rows:
        return ((reader.button(key, Press("relayed", (row.round_id, row.id, how))),),)

    if row.way == Way.ANSWERED:
        return (
            *button("button.relay_change", "answer"),
            *button("button.relay_withdraw", "withdraw"),
        )
    if row.way != Way.OPEN:
        return ()
    hand = button("button.relay_hand", "hand") if row.handed_by is None else ()
    return (
        *button("button.relay_answer", "answer"),
        *button("button.relay_aloud", "aloud"),
        *hand,
        *button("button.relay_pass", "pass"),
    )


def _to_asker(reader: Reader, row: Inquiry, member: Member, part: str) -> Draft | None:
    known = values(reader, row)
    if part in {"answer", "changed"} and row.way != Way.ANSWERED:
        return None
    if part == "call" and row.way != Way.CALLING:
        return None
    if part == "mine":
        said = reader.say("relay.mine_call" if row.words is None else "relay.mine", known)
        said = (*said, plain(reader.label(f"relay.asked_{_stands(row)}", known)))
    else:
        said = reader.say(_TOLD[part], known)
    supposed = kept.supposed(reader.unit, row)
    if supposed is not None:
        said = (*said, plain(reader.label("relay.you_supposed", {"supposed": supposed})))
    if row.known in _SURE and part == "mine":
        said = (*said, plain(reader.label(f"relay.own_{row.known.value}")))
    return _screen(reader, row, said, _asker_rows(reader, row), menu=part == "mine")


def _asker_rows(reader: Reader, row: Inquiry) -> Rows:
    def button(key: str, how: str) -> Rows:
        return ((reader.button(key, Press("relaymine", (row.round_id, row.id, how))),),)

    if row.way == Way.CALLING:
        return (
            *button("button.relay_confirmed_call", "confirmed"),
            *button("button.relay_contradicted_call", "contradicted"),
            *button("button.relay_not_yet", "not_yet"),
        )
    if row.way == Way.ANSWERED:
        return (
            *button("button.relay_confirmed", "confirmed"),
            *button("button.relay_contradicted", "contradicted"),
        )
    return () if row.way == Way.CALLED else button("button.relay_take_back", "back")


def _screen(reader: Reader, row: Inquiry, said: tuple[Rich, ...], rows: Rows, *, menu: bool) -> Draft:
    partnership = _partnership(reader, row)
    if menu:
        rows = (*rows, (reader.button("button.menu", Press("home", (partnership.id,))),))
    return Draft(Screen(headed(partnership.name, said), rows))


def _line(reader: Reader, key: str, row: Inquiry, n: int) -> str:
    known = values(reader, row)
    known["words"] = cut(str(known["words"]), GLIMPSE)
    words = f": {reader.label('relay.quoted', known)}" if known["words"] else ""
    stands = reader.label(f"relay.is_{_stands(row)}")
    if row.known in _SURE:
        stands = reader.label(f"relay.is_{row.known.value}")
    return reader.label(key, {**known, "n": n, "quoted": words, "stands": stands})


def _in_full(reader: Reader, row: Inquiry) -> Rich:
    """Who asked whom about what, the words, and the answer or that it is for the sheet."""
    known = values(reader, row)
    lines = [reader.label("relay.quoted", known)]
    if known["answer"]:
        lines.append(reader.label("relay.says", known))
    else:
        lines.append(reader.label("relay.talks" if row.way == Way.ALOUD else "relay.unanswered", known))
    return (Span(reader.label("relay.to", known), strong=True), Span("\n" + "\n".join(lines)))


def _stands(row: Inquiry) -> str:
    """How a question reads: a pass, and what lies there, look the same."""
    return Way.OPEN.value if row.way == Way.PASSED else row.way.value


def _is_shown_as_own(row: Inquiry) -> bool:
    return row.way != Way.TAKEN_BACK and row.organisation_id is not None


def _asker(reader: Reader, row: Inquiry) -> str:
    """Who asks, with their organisation; of who left the organisation alone."""
    member = people.member(reader.unit, row.asker_id)
    then = events.organisation_then(reader.unit, member, row.asked_at)
    named = people.organisation(reader.unit, then).name if then is not None else ""
    if member.left_at is not None:
        return named
    return f"{member.name} ({named})" if named else member.name


def _organisation(reader: Reader, member: Member) -> str:
    own = member.organisation_id
    return people.organisation(reader.unit, own).name if own is not None else ""


def _alone(reader: Reader, member: Member) -> str:
    """Of the only one of an organisation everyone knows whose answer it is."""
    there = people.members(reader.unit, member.partnership_id)
    same = [each for each in there if each.organisation_id == member.organisation_id]
    return "" if len(same) > 1 else f" {reader.label('relay.alone', {'own': _organisation(reader, member)})}"


def _partnership(reader: Reader, row: Inquiry) -> Partnership:
    round_ = opening.find_round(reader.unit, row.round_id)
    if round_ is None:
        raise LookupError(f"inquiry {row.id} is of no round")
    return partnerships.partnership(reader.unit, round_.partnership_id)


def _reads(reader: Reader, member: Member) -> bool:
    return member.person_id == reader.person.id and member.left_at is None


def ask_row(frozen: Frozen) -> Rows:
    """[Vraag stellen] under a result, and once the relay is over what came of it."""
    reader, round_ = frozen.reader, frozen.round
    running = kept.relay(reader.unit, round_.id)
    if running is None:
        return ()
    rows: Rows = ()
    if round_.stage == RoundStage.REVEALED and authority.may(frozen.member, Permission.ANSWER):
        rows = ((reader.button("button.relay", Press("relay", (round_.id,))),),)
    if running.harvested_at is not None and carried(reader, round_.id, frozen.member):
        rows = (*rows, (reader.button("button.harvest", Press("harvest", (round_.id,))),))
    return rows


def on_sheet(frozen: Frozen) -> tuple[tuple[str, str], ...]:
    """Once the relay is over: what was not answered, for whom and in whose words; and what is to be said."""
    reader, round_ = frozen.reader, frozen.round
    running = kept.relay(reader.unit, round_.id)
    if running is None or running.harvested_at is None:
        return ()
    left = [row for row in carried(reader, round_.id, frozen.member) if row.way in ON_SHEET]
    asked = [
        (reader.label("relay.sheet_to", known), reader.label("relay.sheet_asked", known))
        for known in (values(reader, row) for row in left)
    ]
    subjects = [row for row in kept.of_round(reader.unit, round_.id) if _is_subject(row)]
    about = reader.label("relay.subject", {"partnership": frozen.partnership.name}) if subjects else ""
    topics = {topic(reader, row.round_id, row.question) for row in subjects} - {""}
    return (*asked, *(((about, ", ".join(sorted(topics))),) if subjects else ()))


def counted(frozen: Frozen) -> str | None:
    """How many questions were asked and answered, and how many are for the sheet; None without any."""
    running = kept.relay(frozen.reader.unit, frozen.round.id)
    if running is None or running.harvested_at is None:
        return None
    every = carried(frozen.reader, frozen.round.id, frozen.member)
    return frozen.reader.label("relay.harvest", _counts(frozen.reader, every)) if every else None


def _counts(reader: Reader, every: list[Inquiry]) -> dict[str, Value]:
    answered = sum(kept.answered(reader.unit, row) is not None for row in every)
    return {"asked": len(every), "answered": answered, "left": len(every) - answered}


def _is_subject(row: Inquiry) -> bool:
    """Something for the table without words: nobody is named in it."""
    return row.organisation_id is None and row.way == Way.SHEET
