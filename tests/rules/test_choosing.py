"""Choosing together: each organisation is one voice, and what ties is left to the table."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from process.rules.choosing import Outcome, Voice, outcome, toggled

AMONG = ("doel", "durf", "middelen", "respect", "tempo")
MOST = 2

voices = st.lists(
    st.builds(
        Voice, st.integers(1, 5), st.lists(st.sampled_from(AMONG), max_size=MOST, unique=True).map(tuple)
    ),
    max_size=12,
)


def test_what_most_organisations_want_is_chosen() -> None:
    said = (Voice(1, ("durf", "doel")), Voice(2, ("durf",)), Voice(3, ("doel", "tempo")))
    assert outcome(said, MOST, AMONG) == Outcome(("doel", "durf"), (), ("tempo",))


def test_many_people_of_one_organisation_are_one_voice() -> None:
    crowd = tuple(Voice(1, ("tempo",)) for _ in range(9))
    others = (Voice(2, ("durf", "doel")), Voice(3, ("durf", "doel")))
    assert outcome((*crowd, *others), MOST, AMONG).chosen == ("doel", "durf")


def test_what_is_wanted_as_much_is_tied_and_no_place_is_given_away() -> None:
    said = (Voice(1, ("durf", "doel")), Voice(2, ("durf", "tempo")))
    assert outcome(said, MOST, AMONG) == Outcome(("durf",), ("doel", "tempo"), ())


def test_with_no_more_than_there_is_place_for_all_of_it_is_chosen() -> None:
    assert outcome((Voice(1, ("tempo",)), Voice(2, ("doel",))), MOST, AMONG).chosen == ("doel", "tempo")
    assert outcome((), MOST, AMONG) == Outcome()


def test_there_is_place_for_two_and_a_third_tap_changes_nothing() -> None:
    assert toggled((), "durf", MOST) == ("durf",)
    assert toggled(("durf", "doel"), "tempo", MOST) is None
    assert toggled(("durf", "doel"), "durf", MOST) == ("doel",)


@given(voices)
def test_the_bot_never_breaks_a_tie_and_names_everything_once(said: list[Voice]) -> None:
    found = outcome(said, MOST, AMONG)
    wanted = {topic: {each.organisation for each in said if topic in each.picks} for topic in AMONG}
    every = (*found.chosen, *found.tied, *found.named)
    assert sorted(every) == sorted(topic for topic in AMONG if wanted[topic])
    assert len(found.chosen) <= MOST
    assert len({len(wanted[topic]) for topic in found.tied}) <= 1
    assert not found.tied or len(found.chosen) + len(found.tied) > MOST
    for part in (found.chosen, found.tied, found.named):
        assert list(part) == [topic for topic in AMONG if topic in part]
    for more, less in ((found.chosen, found.tied), (found.chosen, found.named), (found.tied, found.named)):
        assert all(len(wanted[one]) >= len(wanted[other]) for one in more for other in less)


@given(voices, st.randoms())
def test_the_order_in_which_people_chose_makes_no_difference(said: list[Voice], chance) -> None:  # type: ignore[no-untyped-def]
    mixed = said[:]
    chance.shuffle(mixed)
    assert outcome(mixed, MOST, AMONG) == outcome(said, MOST, AMONG)
