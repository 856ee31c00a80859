"""How a question sounds: what is open goes as it is, and nothing about a person is carried."""

from __future__ import annotations

import pytest

from process.relay_wording import standard

MEMBERS = ("Carla Smit", "Jan de Wit")

SOUNDS = {
    "Wat hebben jullie nodig om mee te doen?": None,
    "Hoe gaat het bij jullie met de wachtlijst?": None,
    "Wie beslist bij jullie over een urgentie?": None,
    "Waarom is dit voor jullie zo belangrijk?": None,
    "What do you need?": None,
    "Waarom doen jullie nooit mee aan het overleg?": "reproach",
    "En waarom lukt het jullie niet op tijd?": "reproach",
    "Why don’t you ever answer?": "reproach",
    "Jullie moeten vaker komen": "demand",
    "Kunnen jullie niet gewoon een lijst maken?": "demand",
    "Klopt het dat jullie niet meer komen?": "supposed",
    "Ik denk dat jullie te weinig mensen hebben": "supposed",
    "Hebben jullie tijd in maart?": "closed",
    "Fijn plan. Willen jullie meedoen?": "closed",
    "Do you have time?": "closed",
}
COMPLAINTS = {
    "Carla komt nooit opdagen": True,
    "Waarom reageert Jan niet? Hij belt niet terug": True,
    "Jullie collega doet niets": True,
    "Mevrouw Pietersen luistert niet": True,
    "Carla never answers": True,
    "Wat kan Carla voor ons betekenen?": False,
    "Waarom doen jullie nooit mee?": False,
    "Hoe bereiken we jullie als niemand reageert?": False,
}


@pytest.mark.parametrize(("words", "rule"), SOUNDS.items())
def test_what_is_not_open_is_known_by_its_rule(words: str, rule: str | None) -> None:
    found = standard().rule_for(words)
    assert (found.name if found is not None else None) == rule


@pytest.mark.parametrize(("words", "is_one"), COMPLAINTS.items())
def test_a_complaint_is_one_about_somebody(words: str, is_one: bool) -> None:
    assert standard().is_complaint(words, MEMBERS) is is_one


@pytest.mark.parametrize("rule", standard().rules, ids=lambda rule: rule.name)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_is_offered_instead_is_open_itself(rule: object, language: str) -> None:
    assert standard().rule_for(rule.offers.in_(language)) is None  # type: ignore[attr-defined]
