"""Whether a partnership ends: the question, how it went, and the last overview of what was reached."""

from __future__ import annotations

from bot.channel import Screen
from bot.screens.reader import Draft, Reader, Rows, headed, plain
from process import ending
from process.incoming import Press
from process.message import Ending, Value
from process.rules.digest import cut
from process.rules.ending import State, in_favour
from process.rules.keeping import Keeping
from storage.queries import agreements, endings, opening, partnerships, people, rounds
from storage.tables import Agreement, Member, Partnership
from storage.tables import Ending as Question
from texts.rich import Rich

MOST = 6
"""So many agreements stand in the last overview by themselves; of the others it says how many there are."""
LONGEST = 120


def draft(reader: Reader, message: Ending) -> Draft | None:
    """How it stands now; None when the question, or the place of its reader, is gone."""
    row = endings.find(reader.unit, message.ending)
    member = people.member(reader.unit, message.member)
    if row is None or row.partnership_id != member.partnership_id:
        return None
    if member.person_id != reader.person.id or member.left_at is not None:
        return None
    partnership = partnerships.partnership(reader.unit, row.partnership_id)
    match row.state:
        case State.ASKED:
            return _question(reader, partnership, row, member)
        case State.AGREED:
            return _overview(reader, partnership, row)
        case _:
            return _went_on(reader, partnership, row)


def _question(reader: Reader, partnership: Partnership, row: Question, member: Member) -> Draft:
    asked = ending.asked(reader.unit, row)
    values: dict[str, Value] = {
        "name": _name(reader, row.asked_by),
        "until": row.until.isoformat(),
        "zone": partnership.timezone,
        "agreed": len(in_favour(asked)),
        "all": len({each.organisation for each in asked}),
    }
    said = {voice.member_id: voice.agrees for voice in endings.voices(reader.unit, row.id)}
    has_say = ending.is_asked(member)
    own = "ending.you_agreed" if said.get(member.id) else "ending.you_objected"
    lines = [plain(_why(reader, row)), *reader.say("ending.rule", values)]
    if member.id in said:
        lines.append(plain(reader.label(own)))
    lines += reader.say("ending.who_sees" if has_say else "ending.no_say")
    rows: list[tuple[tuple[str, str], ...]] = []
    if has_say:
        rows.append((("button.ending_yes", "ending_yes"), ("button.ending_no", "ending_no")))
    if member.id == row.asked_by:
        rows.append((("button.ending_back", "ending_back"),))
    buttons = tuple(
        tuple(reader.button(label, Press(act, (partnership.id, row.id))) for label, act in each)
        for each in rows
    )
    head = reader.label("ending.asks", values)
    return Draft(Screen(headed(partnership.name, (plain(head), *lines)), buttons))


def _went_on(reader: Reader, partnership: Partnership, row: Question) -> Draft:
    """It does not end: with what was said against it, or because too few said yes."""
    asked = ending.asked(reader.unit, row)
    lines: list[Rich] = []
    for voice in endings.voices(reader.unit, row.id):
        if not voice.agrees and row.state is State.OBJECTED:
            words = endings.voice_words(reader.unit, voice)
            values: dict[str, Value] = {"name": _name(reader, voice.member_id), "words": words or ""}
            lines.append(plain(reader.label("ending.says" if words else "ending.says_no", values)))
    values = {
        "name": _name(reader, row.asked_by),
        "agreed": len(in_favour(asked)),
        "all": len({each.organisation for each in asked}),
    }
    said = (*lines, *reader.say(f"ending.is_{row.state.value}", values))
    return Draft(Screen(headed(partnership.name, said), _menu(reader, partnership)))


def _overview(reader: Reader, partnership: Partnership, row: Question) -> Draft:
    unit = reader.unit
    shown = [each for each in rounds.rounds(unit, partnership.id) if each.revealed_at is not None]
    done = agreements.done_between(unit, partnership.id, partnership.created_at, row.settled_at or row.until)
    left = agreements.unfinished(unit, partnership.id)
    counts: dict[str, Value] = {"rounds": len(shown), "done": len(done)}
    paragraphs: list[Rich] = [plain(_why(reader, row)), plain(reader.label("ending.reached", counts))]
    if done:
        paragraphs.append(_listed(reader, "ending.done", done))
    paragraphs.append(
        _listed(reader, "ending.left", left) if left else plain(reader.label("ending.none_left"))
    )
    buttons: Rows = ()
    if partnership.ended_at is not None:
        goes = _goes(reader, partnership)
        paragraphs += reader.say(
            "ending.goes", {"day": goes, "year": int(goes[:4]), "zone": partnership.timezone}
        )
        again = reader.button("button.reopen", Press("open_again", (partnership.id,)))
        buttons = ((again,),)
    if opening.last_snapshot(unit, partnership.id, "overview") is not None:
        buttons = ((reader.button("button.result", Press("result", (partnership.id,))),), *buttons)
    title = reader.label("ending.over")
    return Draft(
        Screen(headed(partnership.name, tuple(paragraphs), title), (*buttons, *_menu(reader, partnership)))
    )


def _goes(reader: Reader, partnership: Partnership) -> str:
    """The instant at which everything of people goes."""
    keeping = Keeping(reader.facts.months)
    ended = partnership.ended_at or partnership.created_at
    return keeping.goes_at(ended, partnership.keep_months, partnership.keep_chosen_at).isoformat()


def _listed(reader: Reader, key: str, these: list[Agreement]) -> Rich:
    """Agreements under a line, each with who has it; of many the first, and how many more there are."""
    lines = [reader.label(key, {"n": len(these)})]
    for each in these[:MOST]:
        what = agreements.what(reader.unit, each) or reader.label("ending.gone")
        owner = _name(reader, each.owner_id) if each.owner_id is not None else reader.label("ending.nobody")
        lines.append(reader.label("ending.line", {"what": cut(what, LONGEST), "owner": owner}))
    if len(these) > MOST:
        lines.append(reader.label("ending.more", {"n": len(these) - MOST}))
    return plain("\n".join(lines))


def _why(reader: Reader, row: Question) -> str:
    words = endings.words(reader.unit, row)
    reason = reader.label(f"ending.because_{row.reason.value}")
    return reader.label("ending.reason_words", {"reason": reason, "words": words}) if words else reason


def _name(reader: Reader, member_id: int) -> str:
    return people.member(reader.unit, member_id).name


def _menu(reader: Reader, partnership: Partnership) -> Rows:
    return ((reader.button("button.menu", Press("home", (partnership.id,))),),)
