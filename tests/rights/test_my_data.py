"""/mijngegevens: two files with all that is kept of this person, and of nobody else."""

from __future__ import annotations

import asyncio
import json
import os
from random import Random
from typing import Any

import pytest
from sqlmodel import SQLModel

from bot.screens.compose import draft_of
from bot.screens.reader import Reader
from flows.answers import Answer, State
from process.acts.mydata import JSON, PDF
from process.message import Hand
from process.states import DaySlot, Layer, Role
from reports.worker import Studio
from storage.queries import drafts, events, invites, links, membership, mydata, opening, people, rounds
from storage.queries.mydata import account, asked, post, together
from storage.queries.mydata import answers as answered
from storage.store import Store
from storage.tables import Person
from storage.unit import Unit
from tests.clock import ManualClock
from tests.conversations.rounds import in_the_round
from tests.conversations.town import Town
from tests.process.counter import FACTS, Counter, catalogue, house
from tests.process.oost import everyone_in, open_round
from tests.reports.paper import Paper
from tests.rights.rounds import answers

PEOPLE = int(os.environ.get("VINKJE_PEOPLE", "30"))


def _leads_to_a_person() -> set[str]:
    """Every column that leads to a person, also by way of what is a person's own."""
    own = {"person", "member", "seat", "address"}
    named = {"keeper_id", "deputy_id", "person_id", "member_id"}
    return {
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if column.name in named or any(key.column.table.name in own for key in column.foreign_keys)
    }


@pytest.mark.parametrize("column", sorted(_leads_to_a_person()))
def test_the_export_knows_every_column_that_leads_to_a_person(column: str) -> None:
    assert column in mydata.KNOWN, (
        f"{column} leads to a person: add it to a part of storage/queries/mydata.py"
    )


def test_the_export_names_no_column_that_is_gone() -> None:
    assert sorted(mydata.KNOWN - _leads_to_a_person()) == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_part_is_explained(language: str) -> None:
    for name in mydata.NAMES:
        assert catalogue().label(f"mydata.part_{name}", language, {})
        assert len(catalogue().label(f"mydata.about_{name}", language, {})) > 20


class Synthetic:
    """People in partnerships of their own making, and what the export should say of each."""

    def __init__(self, clock: ManualClock, seed: int) -> None:
        self.clock, self.chance = clock, Random(seed)  # noqa: S311  no secret
        self.model: dict[int, dict[str, Any]] = {}

    def fill(self, unit: Unit) -> None:
        """Everybody, with everything in a random measure."""
        now = self.clock.now()
        persons = []
        for number in range(PEOPLE):
            person = people.new_person(
                unit, "counter", f"address{number}", self.chance.choice(("nl", "en")), now
            )
            person.slot = self.chance.choice(list(DaySlot))
            self.model[person.id] = {
                "account": [person.slot.value],
                "addresses": [f"address{number}"],
                "memberships": [],
                "consents": [],
                "rounds": [],
                "answers": [],
                "drafts": [],
                "links": [],
                "failed_links": [],
                "log": [],
                "started": [],
            }
            persons.append(person)
        opening.keep_flow(unit, "f", "r", "", now)
        for number in range(max(1, PEOPLE // 6)):
            self._partnership(unit, number, self.chance.sample(persons, self.chance.randint(2, 8)))
        for person in persons:
            self._alone(unit, person)

    def _partnership(self, unit: Unit, number: int, persons: list[Person]) -> None:
        now, name = self.clock.now(), f"Verband {number}."
        partnership, parties = membership.found(
            unit, name=name, doelgroep="x", organisations=("A", "B"), made_by=persons[0].id,
            timezone="Europe/Amsterdam", now=now,
        )  # fmt: skip
        self.model[persons[0].id]["started"].append(name)
        round_ = opening.new_round(
            unit, partnership_id=partnership.id, flow="f", revision="r", opened_at=now, closes_at=now,
            opened_by=None,
        )  # fmt: skip
        for person in persons:
            called = f"Naam {person.id} in {number}."
            member = membership.new_member(
                unit, person_id=person.id, partnership_id=partnership.id, organisation_id=parties[0].id,
                layer=Layer.PRACTICE, role=Role.PARTNER, name=called, consent="2", now=now,
            )  # fmt: skip
            model = self.model[person.id]
            model["memberships"].append(called)
            model["consents"].append((name, "2", person.language))
            model["rounds"].append(name)
            seat = opening.new_seat(unit, round_, member)
            for question in range(self.chance.randint(0, 4)):
                said = f"Woorden {person.id} {number} {question}."
                given = Answer(f"q{question}", State.GIVEN, said)
                rounds.put_answer(unit, seat, given, words=True, now=now)
                model["answers"].append((name, f"q{question}", said))
            if self.chance.random() < 0.3:
                events.note(unit, partnership.id, "joined", member.id, now)
                model["log"].append((name, "joined"))
            if self.chance.random() < 0.3:
                invites.new_invite(
                    unit, f"token {member.id}", Role.PARTNER, uses=member.id, expires_at=now, now=now,
                    partnership_id=partnership.id, made_by=member.id,
                )  # fmt: skip
                model["links"].append((name, member.id))
            if self.chance.random() < 0.3:
                membership.leave(unit, member, partnership, now)

    def _alone(self, unit: Unit, person: Person) -> None:
        now, model = self.clock.now(), self.model[person.id]
        if self.chance.random() < 0.4:
            drafts.keep(unit, person.id, f"Los {person.id}.", now)
            model["drafts"].append(f"Los {person.id}.")
        for _ in range(self.chance.randint(0, 2)):
            links.note_failed(unit, person.id, now)
            model["failed_links"].append(now.isoformat())


def _exported(kept: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """The same in the words of the model."""

    def each(part: str, *fields: str) -> list[Any]:
        rows = [tuple(row[field] for field in fields) for row in kept[part]]
        return [row[0] for row in rows] if len(fields) == 1 else rows

    return {
        "account": each("account", "slot"),
        "addresses": each("addresses", "address"),
        "memberships": each("memberships", "name"),
        "consents": each("consents", "partnership", "version", "language"),
        "rounds": each("rounds", "partnership"),
        "answers": each("answers", "partnership", "question", "answer"),
        "drafts": each("drafts", "words"),
        "links": each("links", "partnership", "uses_left"),
        "failed_links": each("failed_links", "at"),
        "log": each("log", "partnership", "kind"),
        "started": each("started", "partnership"),
    }


def _json(unit: Unit, person_id: int) -> tuple[str, dict[str, list[dict[str, Any]]]]:
    """The file as somebody gets it, and its rows by part."""
    person = people.person(unit, person_id)
    drafted = draft_of(Reader(unit, person, catalogue(), house().shelf, FACTS), Hand(JSON, person_id, 0))
    assert drafted is not None
    assert drafted.screen.attachment is not None
    text = drafted.screen.attachment.content.decode()
    return text, {name: part["rows"] for name, part in json.loads(text)["parts"].items()}


@pytest.mark.one_database
async def test_the_export_of_many_people_equals_the_model_without_a_foreign_row(
    store: Store, clock: ManualClock
) -> None:
    made = Synthetic(clock, PEOPLE)
    await store.run(made.fill, name="fill")

    def look(unit: Unit) -> None:
        own = {f"{person}": person for person in made.model}
        for person_id, expected in made.model.items():
            text, kept = _json(unit, person_id)
            assert _exported(kept) == expected
            for word in ("Naam", "Woorden", "Los"):
                whose = {part.split(" ")[0].rstrip(".") for part in text.split(f"{word} ")[1:]}
                assert {own[each] for each in whose if each in own} <= {person_id}, "somebody else's row"

    await store.read(look, name="look")


@pytest.mark.one_database
async def test_whoever_a_message_names_only_the_reader_is_in_the_files(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)

    def look(unit: Unit) -> str:
        reader = Reader(unit, people.person(unit, 2), catalogue(), house().shelf, FACTS)
        drafted = draft_of(reader, Hand(JSON, 1, 1))
        assert drafted is not None
        assert drafted.screen.attachment is not None
        return drafted.screen.attachment.content.decode()

    text = await oost.run(look)
    assert "Carla" in text
    assert "Moniek" not in text
    assert carla.name == "Carla"


@pytest.mark.one_database
async def test_what_was_answered_on_an_older_account_is_not_in_it(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await open_round(oost, "Balanscheck")
    await answers(carla, "van voor de verhuizing")

    def move(unit: Unit) -> None:
        member = people.member(unit, 2)
        member.moved_at = oost.clock.now()
        unit.session.add(member)

    await oost.run(move)
    text, _ = await oost.run(lambda unit: _json(unit, 2))
    assert "van voor de verhuizing" not in text


@pytest.mark.one_database
async def test_a_stranger_hears_that_there_is_nothing_but_an_address_and_a_language(counter: Counter) -> None:
    jan = counter.guest("Jan")
    await jan.commands("mijngegevens")
    assert jan.read("Er is niets, behalve je adres bij Telegram en je taal.")
    _, kept = await counter.run(lambda unit: _json(unit, 1))
    assert {name for name, rows in kept.items() if rows} == {"account", "addresses", "messages"}


@pytest.mark.one_database
@pytest.mark.parametrize("language", ["nl", "en"])
async def test_two_files_come_within_a_minute_and_the_question_stays(town: Town, language: str) -> None:
    people_ = await in_the_round(town)
    carla = people_.carla
    await carla.taps("Beginnen")
    if language == "en":
        await carla.says("/taal")
        await carla.taps("English")
    asked = town.clock.now()
    await carla.says("/mydata" if language == "en" else "/mijngegevens")
    files = [each for each in carla.history if each.attachment is not None][-2:]
    names = [each.attachment.file.name for each in files]
    stem = "my-data" if language == "en" else "mijn-gegevens"
    assert names == [f"{stem}.pdf", f"{stem}.json"]
    assert (town.clock.now() - asked).total_seconds() < 60
    assert ("1 of 5" if language == "en" else "1 van 5") in carla.screen.text
    await carla.taps("🟢 Yes" if language == "en" else "🟢 Ja")
    assert ("2 of 5" if language == "en" else "2 van 5") in carla.screen.text


@pytest.mark.one_database
@pytest.mark.parametrize("language", ["nl", "en"])
async def test_the_document_is_tagged_and_reads_from_top_to_bottom(oost: Counter, language: str) -> None:
    _, carla, _ = await everyone_in(oost)
    await open_round(oost, "Balanscheck")
    await answers(carla, "korte lijnen <b>&amp; #set page</b> 🙂")

    def drafted(unit: Unit) -> Any:
        person = people.person(unit, 2)
        person.language = language
        found = draft_of(Reader(unit, person, catalogue(), house().shelf, FACTS), Hand(PDF, 2, 0))
        assert found is not None
        assert found.drawing is not None
        return found.drawing.document

    document = await oost.run(drafted)
    async with Studio() as studio:
        content = await studio.draw(document, "pdf")
    paper = Paper(content)
    assert {"Title", "H1", "Table"} <= paper.tags
    assert f"/Lang({language}" in paper.catalogue
    read = " ".join(paper.text.split())
    heads = ("You", "Where you take part", "Your answers") if language == "en" else (
        "Jij", "Waar je meedoet", "Je antwoorden"
    )  # fmt: skip
    places = [read.index(each) for each in heads]
    assert places == sorted(places)
    assert "korte lijnen <b>&amp; #set page</b>" in read
    assert (
        "Do we still want to achieve the same?"
        if language == "en"
        else "Willen we samen nog hetzelfde bereiken?"
    ) in read
    assert "Moniek" not in read
    assert len(content) < 1_000_000


@pytest.mark.one_database
async def test_with_a_great_deal_the_document_is_still_ready_in_seconds(
    store: Store, clock: ManualClock
) -> None:
    def fill(unit: Unit) -> Any:
        person = people.new_person(unit, "counter", "a", "nl", clock.now())
        for number in range(400):
            drafts.keep(unit, person.id, f"woorden {number} " * 20, clock.now())
        found = draft_of(Reader(unit, person, catalogue(), house().shelf, FACTS), Hand(PDF, person.id, 0))
        assert found is not None
        assert found.drawing is not None
        return found.drawing.document

    document = await store.run(fill, name="fill")
    async with Studio() as studio:
        content = await asyncio.wait_for(studio.draw(document, "pdf"), 60)
    assert content.startswith(b"%PDF")


def test_every_part_has_its_place_in_the_order() -> None:
    parts = account.PARTS, answered.PARTS, asked.PARTS, together.PARTS, post.PARTS
    assert sorted(mydata.NAMES) == sorted(name for each in parts for name in each)
