"""Who says what about whom, and where everyone stands: read from overviews, and never counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from flows.each import over
from flows.shelf import Shelf
from flows.text import Party as Named
from process.rules.items import ChoiceCell, ChoiceItem, OptionCount, Party
from process.rules.matrix import Changed, matrices
from process.rules.overview import Overview
from process.rules.pictures import pictures_of
from process.rules.tracks import slowest, tracks
from process.rules.turnout import Turnout
from process.rules.worksheets import worksheets_of

SHELF = Shelf.read()
PARTIES = (Party(1, "Gemeente Oost", True), Party(2, "Woonstad", True), Party(3, "De Linde", False))
GIVE = over(SHELF.flows["halen_brengen"], [Named(each.id, each.name) for each in PARTIES])
BEND = SHELF.flows["bocht"]


def shown(flow: str, choices: tuple[ChoiceItem, ...]) -> Overview:
    """A result with these choices."""
    return Overview(
        partnership=1,
        flow=flow,
        revision="r",
        number=1,
        made_at=datetime(2026, 12, 14, 15, tzinfo=UTC),
        turnout=Turnout(4, 4, 3, 3, ()),
        organisations=PARTIES,
        items=(),
        choices=choices,
    )


def said(question: str, **by: str) -> ChoiceItem:
    """What organisations chose: `o2="besluit kennis"`, each by two people."""
    cells = tuple(
        ChoiceCell(int(who[1:]), tuple(OptionCount(each, 2) for each in chosen.split()))
        for who, chosen in by.items()
    )
    return ChoiceItem(question, False, (), cells=cells)


def test_a_cell_is_who_says_it_by_whom_it_is_about_in_the_order_of_the_options() -> None:
    overview = shown("halen_brengen", (said("nodig@1", o2="besluit kennis"), said("nodig@2", o1="none")))
    (found,) = matrices(GIVE, overview, None)
    assert found.question == "nodig"
    assert [asked.about.name for asked in found.asked if asked.about] == [each.name for each in PARTIES]
    assert found.at(2, 1) == ("kennis", "besluit")
    assert found.at(1, 2) == ("none",)
    assert found.at(1, 1) == found.at(3, 1) == ()
    assert found.changes == ()


def test_beside_the_last_time_silence_is_no_change_and_nothing_is_not_new() -> None:
    then = shown("halen_brengen", (said("nodig@1", o2="kennis", o3="besluit"), said("nodig@2", o1="mensen")))
    now = shown("halen_brengen", (said("nodig@1", o2="besluit"), said("nodig@2", o1="none")))
    (found,) = matrices(GIVE, now, then)
    assert found.changes == (Changed(1, 2, (), ("mensen",)), Changed(2, 1, ("besluit",), ("kennis",)))


def test_an_option_that_is_gone_from_the_flow_is_nothing_that_was_said() -> None:
    (found,) = matrices(GIVE, shown("halen_brengen", (said("nodig@1", o2="niets kennis"),)), None)
    assert found.at(2, 1) == ("kennis",)


def test_where_nobody_said_anything_there_is_no_table() -> None:
    assert matrices(GIVE, shown("halen_brengen", (said("nodig@1", o2=""),)), None) == ()


def test_what_counts_is_the_earliest_step_that_anybody_names_on_either_track() -> None:
    overview = shown(
        "bocht", (said("inhoud", o1="kiezen", o2="uitvoeren"), said("contact", o1="besluiten steun"))
    )
    found = tracks(BEND, overview)
    assert [track.there for track in found] == [((), (), (0,), (1,)), ((), (0,), (0,), ())]
    assert [track.question.id for track in slowest(found)] == ["contact"]
    assert [track.earliest for track in found] == [2, 1]


def test_tracks_that_are_as_far_count_both_and_without_answers_there_are_none() -> None:
    even = shown("bocht", (said("inhoud", o1="kiezen"), said("contact", o1="besluiten")))
    assert len(slowest(tracks(BEND, even))) == 2
    assert tracks(BEND, shown("bocht", ())) == ()
    assert slowest(()) == ()


def test_the_pictures_and_worksheets_follow_from_the_flow_alone() -> None:
    assert "matrix:nodig" in pictures_of(GIVE, shown("halen_brengen", ()))
    assert "tracks" in pictures_of(BEND, shown("bocht", ()))
    assert [sheet.layout.value for sheet in worksheets_of(GIVE)] == ["matrix"]
    (columns,) = worksheets_of(BEND)
    assert [asked.id for asked in columns.asked] == ["letten", "doen"]
    assert worksheets_of(SHELF.flows["balanscheck"]) == ()


def test_the_table_of_choices_comes_only_when_organisations_chose_something_else() -> None:
    mandate = SHELF.flows["mandaat"]
    same = shown("mandaat", (said("ruimte", o1="zelf", o2="zelf"),))
    apart = shown("mandaat", (said("ruimte", o1="zelf", o2="thuis"),))
    assert pictures_of(mandate, same) == ()
    assert pictures_of(mandate, apart) == ("choices",)


def test_who_left_the_overview_leaves_the_table() -> None:
    overview = shown("halen_brengen", (said("nodig@1", o2="kennis"),))
    (found,) = matrices(GIVE, replace(overview, organisations=PARTIES[1:]), None)
    assert [party.id for party in found.parties] == [2, 3]
