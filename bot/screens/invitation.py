"""The two invitations: into a partnership, and into a round. Both say who will see what, for this person."""

from __future__ import annotations

from bot.channel import Screen
from bot.screens import last_time
from bot.screens.notice import rows_of
from bot.screens.reader import Draft, Place, Reader, cast_of, headed, place_of
from flows import parts
from flows.model import Share
from process import posting
from process.acts.join import welcome_buttons
from process.incoming import Press
from process.message import Opening, Value, Welcome
from process.rules import audience, overview
from process.rules.audience import CastFacts
from process.states import MeetingState, Role
from storage.queries import floor as floor_rows
from storage.queries import invites, meetings, opening, partnerships, people, rounds
from texts.rich import Rich


def opening_draft(reader: Reader, message: Opening) -> Draft | None:
    """The invitation to a round: what came of the last time, how much, until when, who sees it."""
    place = place_of(reader, message.seat)
    if place is None:
        return None
    values: dict[str, Value] = {
        "flow": place.flow.id,
        "number": place.round.number,
        "questions": sum(1 for each in place.flow.questions if each.under is None and not each.keeps),
        "until": place.round.closes_at.isoformat(),
        "zone": place.partnership.timezone,
    }
    again = place.round.number > 1
    said = reader.say("round.opening_again" if again else "round.opening", values)
    last = (*_last_time(reader, place), *_became_of(reader, place)) if again else ()
    why = reader.say("round.opening_why", {"why": place.flow.why.in_(reader.language)})
    seen = reader.audience(audience.for_round(cast_of(reader, place), place.flow.collect.share))
    rows = (
        (reader.button("button.begin", Press("begin", (place.seat.id,))),),
        (
            reader.button("button.later", Press("later", (place.seat.id,))),
            reader.button("button.pass", Press("pass", (place.seat.id,))),
        ),
        (reader.button("button.own_form", Press("ownform", (place.seat.id,))),),
    )
    head = headed(place.partnership.name, (*said, *_for_meeting(reader, place), *_extras(reader, place)))
    return Draft(Screen((*head, *(last or why), *seen), rows))


def _for_meeting(reader: Reader, place: Place) -> tuple[Rich, ...]:
    """Which meeting the round is for, while that is still to come."""
    hung = place.round.meeting_id
    meeting = meetings.meeting(reader.unit, hung) if hung is not None else None
    if meeting is None or meeting.state != MeetingState.PLANNED:
        return ()
    when = {"when": meeting.starts_at.isoformat(), "zone": place.partnership.timezone}
    return reader.say("round.opening_meeting", when)


def _extras(reader: Reader, place: Place) -> tuple[Rich, ...]:
    """Which optional questions are asked this time, and which of those are for the reader alone."""
    named: dict[str, None] = {}
    for question in parts.extras(place.flow):
        called = question.optional.in_(reader.language) if question.optional is not None else ""
        own = question.share is Share.SELF
        named[reader.label("round.extra_self", {"extra": called}) if own else called] = None
    return reader.say("round.opening_extras", {"extras": ", ".join(named)}) if named else ()


def _last_time(reader: Reader, place: Place) -> tuple[Rich, ...]:
    before = rounds.previous_round(reader.unit, place.round)
    frozen = opening.snapshot(reader.unit, before.id, "overview") if before is not None else None
    if frozen is None:
        return ()
    shown = overview.from_json(frozen.contents)
    differing = next((item for item in shown.items if item.counts and item.counts.red), None)
    if differing is None or not place.flow.has(differing.question):
        return ()
    question = place.flow.question(differing.question)
    topic = (question.short or question.text).in_(reader.language)
    return reader.say("round.opening_last", {"topic": topic})


def _became_of(reader: Reader, place: Place) -> tuple[Rich, ...]:
    before = rounds.previous_round(reader.unit, place.round)
    return last_time.became_of(reader, before) if before is not None else ()


def welcome_draft(reader: Reader, message: Welcome) -> Draft | None:
    """The first screen behind a link; None when the reader has gone on since."""
    invite = invites.invite(reader.unit, message.invite)
    floor = floor_rows.floor(reader.unit, reader.person.id)
    if invite is None or invite.partnership_id is None or floor is None or floor.version != message.version:
        return None
    partnership = partnerships.partnership(reader.unit, invite.partnership_id)
    members = people.members(reader.unit, partnership.id)
    organisation = next(
        (
            each.name
            for each in people.organisations(reader.unit, partnership.id)
            if each.id == invite.organisation_id
        ),
        None,
    )
    asker = next((member.name for member in members if member.id == invite.made_by), None)
    values: dict[str, Value] = {
        "partnership": partnership.name,
        "asker": asker or partnership.name,
        "organisation": organisation or "",
    }
    key = "welcome.on_behalf" if organisation is not None else "welcome.hello"
    facts = CastFacts(
        people=len(members) + 1,
        organisation=organisation,
        colleagues=sum(
            1
            for member in members
            if member.organisation_id == invite.organisation_id and member.role != Role.OBSERVER
        ),
        coordinators=tuple(member.name for member in members if posting.leads(member)),
        observers=sum(1 for member in members if member.role == Role.OBSERVER),
        promise=reader.facts.promise,
        observes=invite.role == Role.OBSERVER,
    )
    paragraphs = (
        *reader.say(key, values),
        *reader.say("welcome.about", {"flow": partnership.next_flow}),
        *reader.audience(audience.for_joining(facts)),
        *reader.say("welcome.telegram"),
    )
    return Draft(Screen(paragraphs, rows_of(reader, welcome_buttons(invite.id, message.version))))
