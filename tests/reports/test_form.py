"""The form on paper: the questions of any flow as they are, on one or two tagged pages."""

from __future__ import annotations

import pytest

from bot.screens.compose import draft_of
from bot.screens.reader import Reader
from process.acts.onpaper import BLANK, FORM
from process.message import Hand
from reports.press import render
from reports.values import Form
from storage.queries import people
from storage.tables import Member, Seat
from storage.unit import Unit
from tests.process.conftest import counter as counter  # noqa: PLC0414
from tests.process.conftest import oost as oost  # noqa: PLC0414
from tests.process.counter import FACTS, Counter, catalogue, house
from tests.process.test_people_on_paper import member, seat, with_henk
from tests.reports.paper import Paper

pytestmark = pytest.mark.one_database
FLOWS = sorted(house().shelf.flows)


def form_of(unit: Unit, reader: Member, message: Hand) -> Form | None:
    who = people.person(unit, reader.person_id)
    drafted = draft_of(Reader(unit, who, catalogue(), house().shelf, FACTS), message)
    if drafted is None or drafted.drawing is None:
        return None
    assert isinstance(drafted.drawing.document, Form)
    return drafted.drawing.document


async def of_henk(counter: Counter, reader: str) -> Form | None:
    theirs: Seat = await seat(counter, "Henk")
    by = await member(counter, reader)
    return await counter.run(lambda unit: form_of(unit, by, Hand(FORM, theirs.id, by.id)))


async def test_it_asks_the_same_in_the_same_order_and_says_who_sees_it(oost: Counter) -> None:
    await with_henk(oost)
    form = await of_henk(oost, "Moniek")
    assert form is not None
    flow = house().shelf.flows["balanscheck"]
    assert [each.text for each in form.questions] == [
        each.text.nl for each in flow.questions if each.under is None
    ]
    assert [len(each.below) for each in form.questions] == [2, 2, 2, 2, 2, 0]
    paper = Paper(render(form, "pdf"))
    assert paper.pages == 2
    for said in (
        "Henk, Woonstad",
        "bij een collega van Woonstad die met Telegram meedoet, of bij Moniek",
        "Na afloop zien alle 4 deelnemers de antwoorden, per organisatie.",
        "Jouw antwoord staat bij Woonstad, samen met dat van 1 collega",
        "Bij twijfel of nee: Waar merk je dat aan?",
        "liever mondeling",
        "Wie dit voor je intypt, weet wat je antwoordt.",
        "Verantwoordelijk is de gemeente Oost.",
    ):
        assert said in paper.text, said
    assert "Handtekening" not in paper.text, "signed before"
    assert {"Title", "H1"} <= paper.tags


async def test_somebody_of_another_organisation_gets_no_form_of_theirs(oost: Counter) -> None:
    await with_henk(oost)
    assert await of_henk(oost, "Fatima") is None
    assert await of_henk(oost, "Carla") is not None


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("flow", FLOWS)
async def test_every_flow_fits_on_two_pages_and_leaves_room_to_sign(
    oost: Counter, flow: str, language: str
) -> None:
    def work(unit: Unit) -> Form | None:
        moniek = people.members(unit, 1)[0]
        person = people.person(unit, moniek.person_id)
        person.language = language
        return form_of(unit, moniek, Hand(f"{BLANK}{flow}", 1, moniek.id))

    form = await oost.run(work)
    assert form is not None
    assert form.signs
    assert not form.whose
    paper = Paper(render(form, "pdf"))
    assert paper.pages <= 2
    assert "{" not in paper.text
