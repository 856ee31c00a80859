"""`python -m tests.storage.schemas.make`: keep what the present schema looks like when it is filled.

Run it once for every revision, when it is released: a later program must upgrade and read what it finds
there. The files are plain SQL for SQLite, of a database without a key.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from datetime import timedelta
from pathlib import Path

from sqlmodel import select

from flows.answers import Answer, State
from process.message import Ask, Notice
from process.outcome import Due, Outgoing
from process.rules.newcomers import RemarkKind
from process.rules.relay import Known, Way
from process.states import FloorKind, Layer, Role
from storage import appointments, inbox, migrations, outbox
from storage.queries import (
    drafts,
    events,
    floor,
    invites,
    links,
    meetings,
    membership,
    opening,
    people,
    remarks,
    rounds,
)
from storage.queries.heartbeats import beat
from storage.store import Store
from storage.tables import (
    Agreement,
    AskedExtra,
    Card,
    Choosing,
    ChosenExtra,
    Correction,
    Digest,
    Discussion,
    Disturbance,
    Ending,
    EndingVoice,
    Event,
    GroupChat,
    Inquiry,
    JointAnswer,
    JointConsent,
    KeepingWatch,
    LeftOver,
    Live,
    Member,
    Partnership,
    Reason,
    Relay,
    Round,
    Seat,
    StandIn,
    Told,
    TopicVoice,
    Turn,
)
from storage.unit import Unit
from tests.clock import A_MONDAY, ManualClock

FOLDER = Path(__file__).parent
WORDS = "We bellen allebei dezelfde huurder ☎"


def fill(unit: Unit) -> None:
    """At least one row in every table."""
    now, later = A_MONDAY, A_MONDAY + timedelta(days=10)
    moniek = people.new_person(unit, "telegram", "1", "nl", now)
    carla = people.new_person(unit, "telegram", "2", "en", now)
    partnership, (oost, woonstad) = membership.found(
        unit, name="Thuis in Oost", doelgroep="gezinnen", organisations=("Gemeente Oost", "Woonstad"),
        made_by=moniek.id, timezone="Europe/Amsterdam", now=now,
    )  # fmt: skip
    joined = []
    for person, organisation, role in (
        (moniek, oost, Role.COORDINATOR),
        (carla, woonstad, Role.PARTNER),
    ):
        member = membership.new_member(
            unit, person_id=person.id, partnership_id=partnership.id, organisation_id=organisation.id,
            layer=Layer.PRACTICE, role=role, name=role.value.title(), consent="1", now=now,
        )  # fmt: skip
        joined.append(member)
    membership.set_keeper(unit, partnership, joined[0])
    meetings.plan(unit, partnership.id, later, now)
    invites.new_invite(
        unit, "token", Role.PARTNER, uses=1, expires_at=later, now=now, partnership_id=partnership.id,
        organisation_id=woonstad.id, made_by=joined[0].id,
    )  # fmt: skip
    opening.keep_flow(unit, "balanscheck", "r1", "vinkje: 1\n", now)
    round_ = opening.new_round(
        unit, partnership_id=partnership.id, flow="balanscheck", revision="r1", opened_at=now,
        closes_at=later, opened_by=joined[0].id,
    )  # fmt: skip
    seats = [opening.new_seat(unit, round_, member) for member in joined]
    rounds.put_answer(unit, seats[1], Answer("beeld", State.GIVEN, "red"), words=False, now=now)
    rounds.put_answer(
        unit, seats[1], Answer("beeld_merkt", State.GIVEN, WORDS), words=True, now=now, source_ref="7"
    )
    opening.freeze(unit, round_, "overview", "{}", now)
    events.note(unit, partnership.id, "joined", joined[1].id, now)
    asked = floor.set_floor(unit, carla.id, FloorKind.QUESTION, seat_id=seats[1].id, question="weet")
    drafts.keep(unit, carla.id, WORDS, now)
    links.note_failed(unit, carla.id, now)
    question = Ask(seats[1].id, "weet", asked.version)
    outbox.enqueue(unit, Outgoing(carla.id, question, wanted_floor=asked.version), now)
    outbox.enqueue(unit, Outgoing(moniek.id, Notice("join.told", {"name": "Carla"})), now)
    inbox.admit(unit, "telegram", "m1", now)
    inbox.fail(unit, "telegram", "m2", code="ABC234", payload=WORDS.encode(), now=now)
    appointments.keep(unit, Due("close", round_.id, "1", later))
    appointments.keep(unit, Due("look", partnership.id, later.date().isoformat(), later))
    beat(unit, "bot", now)
    unit.session.add(Turn(name="bulk", free_at=now))
    _the_rhythm(unit, partnership, round_, joined)
    _relay(unit, round_, joined)
    _together(unit, round_)
    unit.session.add(Choosing(round_id=round_.id, closes_at=later))
    unit.session.add(TopicVoice(round_id=round_.id, member_id=joined[1].id, picks="beeld"))
    unit.session.add(ChosenExtra(partnership_id=partnership.id, flow="motieven", question="zit"))
    unit.session.add(AskedExtra(round_id=round_.id, question="zit"))
    unit.session.add(GroupChat(partnership_id=partnership.id, asked_by=joined[0].id, token_hash=b"group"))
    unit.session.add(
        Correction(
            round_id=round_.id, seat_id=seats[1].id, question="beeld", was_state=State.GIVEN, was="red",
            state=State.GIVEN, value="green", at=now,
        )
    )  # fmt: skip
    _coming_and_going(unit, joined)


def _the_rhythm(unit: Unit, partnership: Partnership, round_: Round, members: list[Member]) -> None:
    """What came with rounds around meetings: agreements, digests, keepers, a stand-in, cards, an ending."""
    now, moniek, carla = A_MONDAY, members[0].id, members[1].id
    here = {"partnership_id": partnership.id}
    words = unit.words.seal_shared(partnership.id, WORDS, "made")
    ending = Ending(**here, asked_by=moniek, reason="reached", asked_at=now, until=now)
    digest = Digest(**here, made_at=now)
    unit.session.add_all((ending, digest))
    unit.session.flush()
    told = unit.session.exec(select(Event)).first()
    assert told is not None
    unit.session.add_all(
        (
            Agreement(
                **here, what=words, due_on=now.date(), proposed_by=carla, created_at=now, changed_at=now
            ),
            Reason(**here, round_id=round_.id, question="beeld", given_by=moniek, at=now),
            Disturbance(**here, person_id=members[1].person_id, message=1, kind="invitation", at=now),
            Told(event_id=told.id, digest_id=digest.id),
            Discussion(**here, round_id=round_.id, how="talked", ended_at=now),
            LeftOver(**here, round_id=round_.id, question="beeld", at=now),
            EndingVoice(ending_id=ending.id, member_id=carla, agrees=True, at=now),
            KeepingWatch(**here, since=now),
            Live(round_id=round_.id, how="cards", member_id=moniek, at=now),
            Card(
                round_id=round_.id,
                organisation_id=members[1].organisation_id,
                question="beeld",
                member_id=moniek,
                at=now,
            ),
            StandIn(member_id=carla, by_id=moniek, asked_at=now),
        )
    )


def _relay(unit: Unit, round_: Round, members: list[Member]) -> None:
    """What organisations ask one another after the reveal."""
    unit.session.add_all(
        (
            Relay(round_id=round_.id, ends_at=A_MONDAY),
            Inquiry(
                round_id=round_.id,
                asker_id=members[0].id,
                organisation_id=members[1].organisation_id,
                question="beeld",
                receiver_id=members[1].id,
                way=Way.OPEN,
                known=Known.ASKED,
                words=unit.words.seal(members[0].id, WORDS, "inquiry"),
                asked_at=A_MONDAY,
            ),
        )
    )


def _together(unit: Unit, round_: Round) -> None:
    """One organisation answered together, and it lies with who has not agreed."""
    seat = unit.session.exec(select(Seat).where(Seat.round_id == round_.id)).first()
    assert seat is not None
    joint = JointAnswer(
        round_id=round_.id,
        organisation_id=seat.organisation_id,
        seat_id=seat.id,
        version=2,
        put_by=seat.member_id,
        put_at=A_MONDAY,
        goes_at=A_MONDAY,
    )
    unit.session.add_all((joint, JointConsent(seat_id=seat.id, version=2)))


def _coming_and_going(unit: Unit, members: list[Member]) -> None:
    """Somebody who left said something to the others."""
    remarks.remark(unit, members[0], RemarkKind.FAREWELL, A_MONDAY, words=WORDS)


def main() -> None:
    """Write the two files of the present schema."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "vinkje.db"
        store = Store.open(f"sqlite:///{file}", None, unencrypted=True, clock=ManualClock())
        asyncio.run(store.run(fill, name="fill"))
        store.close()
        for name in ("vinkje", "keys"):
            connection = sqlite3.connect(file.with_name(f"{name}.db"))
            kept = FOLDER / f"{migrations.HEAD}.{name}.sql"
            kept.write_text("\n".join(connection.iterdump()) + "\n", "utf-8")
            connection.close()


if __name__ == "__main__":
    main()
