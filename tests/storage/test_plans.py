"""Every question to the tables finds its rows by an index."""

from __future__ import annotations

from datetime import timedelta

from flows.answers import Answer, State
from process.message import Ask, Notice
from process.outcome import Due, Outgoing
from process.states import FloorKind, Role
from storage import appointments, inbox, outbox
from storage.queries import floor, invites, people, rounds
from storage.store import Store
from storage.tables import Person
from storage.unit import Unit
from tests.clock import ManualClock
from tests.statements import Statement, Statements, full_scans
from tests.storage.conftest import Do, Table


async def test_no_statement_reads_a_whole_table(
    do: Do, store: Store, table: Table, anna: Person, clock: ManualClock, statements: Statements
) -> None:
    now = clock.now()

    def ask_everything(unit: Unit) -> None:
        people.lock_person(unit, anna.id)
        people.person_at(unit, "console", "anna")
        people.members_of_person(unit, anna.id)
        people.members(unit, table.partnership.id)
        people.organisations(unit, table.partnership.id)
        round_ = rounds.lock_round(unit, table.round.id)
        rounds.rounds(unit, table.partnership.id)
        rounds.open_round(unit, table.partnership.id)
        rounds.previous_round(unit, round_)
        rounds.seat_of(unit, table.round.id, table.member.id)
        rounds.put_answer(unit, table.seat, Answer("a", State.GIVEN, "hoi"), words=True, now=now)
        rounds.answers(unit, table.seat.id)
        rounds.all_answers(unit, table.round.id)
        invite = invites.new_invite(unit, "t", Role.PARTNER, uses=1, expires_at=now, now=now)
        invites.by_token(unit, "t")
        invites.use(unit, invite.id, now)
        invites.revoke(unit, invite.id, now)
        inbox.seen(unit, "console", "1")
        inbox.admit(unit, "console", "1", now)
        inbox.fail(unit, "console", "1", code="A", payload=b"", now=now)
        inbox.sweep(unit, now)
        appointments.keep(unit, Due("close", 1, "1", now))
        appointments.next_due(unit)
        held = floor.set_floor(unit, anna.id, FloorKind.FORM)
        ask = Ask(table.seat.id, "a", held.version)
        outbox.enqueue(
            unit, Outgoing(anna.id, ask, wanted_seat=table.seat.id, wanted_floor=held.version), now
        )
        outbox.enqueue(unit, Outgoing(anna.id, Notice("k"), slot="menu"), now)
        outbox.next_due(unit)
        outbox.pending(unit)
        (claimed,) = outbox.claim(unit, now, 10)
        outbox.note(unit, claimed, outbox.Delivered("1"), now)
        (claimed,) = outbox.claim(unit, now, 10)
        outbox.note(unit, claimed, outbox.Undeliverable(gone=True, detail="blocked"), now)
        due = appointments.claim_due(unit, now + timedelta(days=1))
        assert due is not None
        appointments.done(unit, due, now)

    await do(ask_everything)
    assert len(statements.of("test")) > 40
    assert full_scans(store, statements) == []


async def test_a_whole_table_would_be_noticed(store: Store) -> None:
    careless = Statements([Statement("careless", "SELECT name FROM member WHERE name = 'Anna'", ())])
    (found,) = full_scans(store, careless)
    assert found.startswith("careless: ")
    assert "member" in found
