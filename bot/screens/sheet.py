"""The talking sheet of a shown round, and the words that come with it the working day before the meeting."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.channel import Screen
from bot.screens import choosing, chosen, matrix, newcomer, relay, tracks, worksheet
from bot.screens.agreement import topic
from bot.screens.corrected import lines_at
from bot.screens.frozen import Frozen, frozen_of
from bot.screens.notice import rows_of
from bot.screens.reader import Draft, Drawing, Reader, Rows, headed, partnership_values, plain
from bot.screens.result import cells_of, spread_of
from flows.model import Question
from process import digests, posting
from process.acts.results import WALL
from process.incoming import Press
from process.message import Hand, Value
from process.rules.agreeing import STANDING, is_overdue
from process.rules.discussing import differs, named_aloud, topics_of
from process.rules.items import Item
from process.states import AgreementState, MeetingState, SeatState
from reports.values import Agreed, Mark, Sheet, Topic
from storage.queries import agreements, discussing, meetings, opening, people, rounds
from storage.tables import Agreement, Meeting

_STUCK = {AgreementState.HELP: "help", AgreementState.SILENT: "silent", AgreementState.CHECKING: "checking"}
SHORTEST = 3
"""So many topics that differ are named in the message; the others are on the sheet."""
MOST_CARDS = 3
"""So many cards for the talk have room to write on one page; all of them are in /live."""
MOST_OUT = 4
"""So many organisations of which there is no answer."""


def draft(reader: Reader, message: Hand) -> Draft | None:
    """The sheet with a few words: for who coordinates what to begin with, for the others what it is."""
    frozen = frozen_of(reader, message.subject, message.member)
    if frozen is None:
        return None
    wall = message.document == WALL
    sheet = values(frozen, wall=wall)
    name = reader.label("sheet.name_a3" if wall else "sheet.name")
    alt = reader.label("sheet.alt", {"partnership": frozen.partnership.name})
    drawing = Drawing(sheet, "pdf", f"{name}-{frozen.round.number}.pdf", alt)
    if wall:
        said = headed(frozen.partnership.name, reader.say("sheet.caption_a3"))
        return Draft(Screen(said), drawing)
    if posting.leads(frozen.member):
        return Draft(_for_coordinator(frozen), drawing)
    said = headed(frozen.partnership.name, reader.say("sheet.caption"), _when(frozen))
    return Draft(Screen(said, worksheet.buttons(frozen)), drawing)


def values(frozen: Frozen, *, wall: bool = False) -> Sheet:
    """Everything that stands on it, in its order; nothing here is cut."""
    reader = frozen.reader
    meeting = _meeting(frozen)
    when = {"when": meeting.starts_at.isoformat(), "zone": frozen.partnership.timezone} if meeting else {}
    left = discussing.left_over(reader.unit, frozen.partnership.id, before=frozen.round.id)
    return Sheet(
        partnership=frozen.partnership.name,
        title=frozen.title,
        date_line=reader.label("sheet.date" if meeting else "sheet.no_date", when),
        language="en" if reader.language == "en" else "nl",
        discuss=_topics(frozen),
        first=tuple(filter(None, (*choosing.first_lines(frozen), " ".join(tracks.lines(frozen))))),
        live=tuple(_card(frozen, card) for card in frozen.flow.cards[:MOST_CARDS]),
        across=matrix.on_sheet(frozen),
        keep=tuple(frozen.kept()),
        agreed=_agreed(frozen),
        proposed=_proposed(frozen),
        left=(
            *(_left(reader, round_id, question) for round_id, question in left),
            *newcomer.to_discuss(frozen),
        ),
        asked=relay.on_sheet(frozen),
        aloud=len(frozen.shown.aloud),
        aloud_named=tuple(frozen.topic(question) for question in named_aloud(frozen.shown)),
        absent=frozen.missing,
        footer=frozen.gone or reader.label("sheet.footer", {"title": frozen.title}),
        wall=wall,
    )


def _card(frozen: Frozen, card: Question) -> tuple[str, str]:
    reader = frozen.reader
    asked = card.asked_in(reader.language, partnership_values(reader, frozen.partnership))
    return (card.short.in_(reader.language) if card.short is not None else "", asked)


def _meeting(frozen: Frozen) -> Meeting | None:
    """The meeting that it is for: of the round itself, or the first after the result."""
    own = frozen.round.meeting_id
    found = meetings.meeting(frozen.reader.unit, own) if own is not None else None
    if found is not None and found.state in {MeetingState.PLANNED, MeetingState.HELD}:
        return found
    return frozen.meeting


def _topics(frozen: Frozen) -> tuple[Topic, ...]:
    items = {item.question: item for item in frozen.shown.items}
    said = {item.question: item.quotes for item in frozen.said}
    aloud = set(named_aloud(frozen.shown))
    result = []
    first = choosing.chosen(frozen)
    for question in (*first, *(each for each in topics_of(frozen.shown) if each not in first)):
        item = items.get(question)
        if by := chosen.on_sheet(frozen, question):
            result.append(_chosen(frozen, question, by))
        elif item is None:
            quotes = tuple((frozen.behind(who), words) for who, words in frozen.spoken(said[question]))
            result.append(Topic(frozen.topic(question), frozen.asked(question), None, (), quotes))
        elif question not in aloud or differs(item):  # the others stand with what people would rather say
            result.append(_topic(frozen, item))
    return tuple(result)


def _chosen(frozen: Frozen, question: str, by: tuple[tuple[str, str], ...]) -> Topic:
    said = next(each.quotes for each in frozen.shown.choices if each.question == question)
    quotes = tuple((frozen.behind(who), words) for who, words in frozen.spoken(said))
    ask = frozen.reader.label("sheet.ask_chosen")
    return Topic(frozen.topic(question), frozen.asked(question), None, (), quotes, ask, (), by)


def _topic(frozen: Frozen, item: Item) -> Topic:
    cells = cells_of(frozen, item) if item.cells else ()
    names = (party.name for party in frozen.shown.organisations)
    return Topic(
        frozen.topic(item.question),
        frozen.asked(item.question),
        spread_of(item) if item.counts is not None else None,
        tuple(zip(names, cells, strict=True)) if cells else (),
        tuple((frozen.behind(who), words) for who, words in frozen.spoken(item.quotes)),
        frozen.reader.label(f"sheet.ask_{_pattern(item)}"),
        tuple(lines_at(frozen, item)),
    )


def _pattern(item: Item) -> str:
    """Which open question fits how the answers lie, without saying what is wrong."""
    counts = item.counts
    if counts is None:
        return "withheld"
    if not counts.green:
        return "nobody"
    return "apart" if counts.red else "doubt"


def _agreed(frozen: Frozen) -> tuple[Agreed, ...]:
    """What was done since the last discussed round, what is stuck, and what goes on."""
    unit, partnership = frozen.reader.unit, frozen.partnership
    ended = [each.settled_at for each in rounds.rounds(unit, partnership.id) if each.settled_at is not None]
    before = [each for each in ended if each < (frozen.round.revealed_at or frozen.round.opened_at)]
    since = max(before, default=partnership.created_at)
    until = frozen.reader.now or frozen.round.settled_at or frozen.shown.made_at
    done = agreements.done_between(unit, partnership.id, since, until)
    lines = [_agreement(frozen, row) for row in (*done, *agreements.standing(unit, partnership.id))]
    return tuple(sorted(lines, key=lambda line: list(Mark).index(line.mark)))


def _agreement(frozen: Frozen, row: Agreement) -> Agreed:
    reader = frozen.reader
    late = _is_late(frozen, row)
    mark = Mark.GOING
    if row.state == AgreementState.DONE:
        mark = Mark.DONE
    elif late or row.state in _STUCK:
        mark = Mark.STUCK
    key = _STUCK.get(row.state, "done" if mark is Mark.DONE else "late" if late else "going")
    state = reader.label(f"sheet.agreed_{key}", {"due": row.due_on.isoformat()})
    return Agreed(_what(frozen, row), _name(reader, row.owner_id), state, mark)


def _is_late(frozen: Frozen, row: Agreement) -> bool:
    today = _today(frozen)
    return today is not None and is_overdue(row.state, row.due_on, today)


def _proposed(frozen: Frozen) -> tuple[tuple[str, str], ...]:
    unit = frozen.reader.unit
    return tuple(
        (_what(frozen, row), _name(frozen.reader, row.proposed_by))
        for row in agreements.proposals(unit, frozen.partnership.id)
    )


def _what(frozen: Frozen, row: Agreement) -> str:
    return agreements.what(frozen.reader.unit, row) or frozen.reader.label("sheet.gone")


def _name(reader: Reader, member_id: int | None) -> str:
    return people.member(reader.unit, member_id).name if member_id is not None else ""


def _left(reader: Reader, round_id: int, question: str) -> tuple[str, str]:
    round_ = opening.find_round(reader.unit, round_id)
    flow = reader.flow(round_) if round_ is not None else None
    asked = flow.question(question).text.in_(reader.language) if flow and flow.has(question) else ""
    return topic(reader, round_id, question) or question, asked


def _for_coordinator(frozen: Frozen) -> Screen:
    """What to begin with, what is due, what somebody would rather say, who is not in."""
    reader = frozen.reader
    lines = [_first(frozen), *_due(frozen)]
    if frozen.shown.aloud:
        lines.append(reader.label("result.aloud", {"n": len(frozen.shown.aloud)}))
    lines += [_turnout(frozen), reader.label("sheet.attached")]
    return Screen(headed(frozen.partnership.name, (plain("\n".join(lines)),), _when(frozen)), _rows(frozen))


def _when(frozen: Frozen) -> str:
    """ "overleg morgen om 10:00": only when it is tomorrow, else the day."""
    meeting, today = _meeting(frozen), _today(frozen)
    if meeting is None:
        return frozen.reader.label("sheet.head_open")
    zone = ZoneInfo(frozen.partnership.timezone)
    day = meeting.starts_at.astimezone(zone).date()
    tomorrow = today is not None and day == today + timedelta(days=1)
    when: dict[str, Value] = {"when": meeting.starts_at.isoformat(), "zone": frozen.partnership.timezone}
    return frozen.reader.label("sheet.head_tomorrow" if tomorrow else "sheet.head_day", when)


def _today(frozen: Frozen) -> date | None:
    now = frozen.reader.now
    return _day(frozen, now) if now is not None else None


def _day(frozen: Frozen, instant: datetime) -> date:
    return instant.astimezone(ZoneInfo(frozen.partnership.timezone)).date()


def _first(frozen: Frozen) -> str:
    reader, differing = frozen.reader, frozen.differing
    if not differing and frozen.apart:
        return reader.label("sheet.first_chosen", {"topic": frozen.topic(frozen.apart[0].question)})
    if not differing:
        counted = frozen.shown.items or frozen.shown.choices  # in words alone nothing can differ
        return reader.label("sheet.first_same" if counted else "sheet.first_words")
    first = differing[0]
    assert first.counts is not None  # noqa: S101  differing items have counts
    counts: dict[str, Value] = {"topic": frozen.topic(first.question), "counts": frozen.counts(first.counts)}
    said = reader.label("sheet.first", counts)
    others = [frozen.topic(item.question) for item in differing[1:SHORTEST]]
    if others:
        more = len(differing) - SHORTEST
        named = ", ".join(others) + (f" +{more}" if more > 0 else "")
        said += "\n" + reader.label("sheet.then", {"topics": named})
    return said


def _due(frozen: Frozen) -> list[str]:
    """The agreements whose date is past, the oldest with whose it is."""
    reader = frozen.reader
    rows = agreements.in_states(reader.unit, frozen.partnership.id, STANDING)
    late = [row for row in rows if _is_late(frozen, row)]
    if not late:
        return []
    values: dict[str, Value] = {
        "n": len(late),
        "who": _name(reader, late[0].owner_id),
        "due": late[0].due_on.isoformat(),
    }
    return [reader.label("sheet.overdue" if len(late) == 1 else "sheet.overdue_more", values)]


_OUT, _OUT_WHOLE = ("sheet.out", "sheet.out_away"), ("sheet.out_whole", "sheet.out_whole_away")


def _turnout(frozen: Frozen) -> str:
    """Of whom there is no answer: by organisation how many of how many, or all of it; never a name."""
    reader, today = frozen.reader, _today(frozen)
    found = opening.still_in(reader.unit, frozen.round.id)
    parts = []
    for party in frozen.shown.organisations:
        own = [(seat, person) for seat, _, person in found if seat.organisation_id == party.id]
        out = [person for seat, person in own if seat.state != SeatState.SENT]
        if not out:
            continue
        away = today is not None and all(each.away_until and each.away_until >= today for each in out)
        values: dict[str, Value] = {"n": len(out), "all": len(own), "organisation": party.name}
        here, gone = _OUT_WHOLE if len(out) == len(own) else _OUT
        parts.append(reader.label(gone if away else here, values))
    if not parts:
        return reader.label("sheet.complete")
    more = len(parts) - MOST_OUT
    named = ", ".join(parts[:MOST_OUT]) + (f" +{more}" if more > 0 else "")
    return reader.label("sheet.behalve", {"who": named})


def _rows(frozen: Frozen) -> Rows:
    reader = frozen.reader
    wall = reader.button("button.sheet_a3", Press("sheet", (frozen.round.id, "a3")))
    move = reader.button("button.sheet_move", Press("meeting", (frozen.partnership.id,)))
    happened = digests.behind_sheet(reader.unit, frozen.partnership.id)
    return (
        (wall, move),
        *worksheet.buttons(frozen),
        *rows_of(reader, ((happened,),) if happened is not None else ()),
    )
