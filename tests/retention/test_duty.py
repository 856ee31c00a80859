"""A law that says how long to keep: told to everyone, and chosen by nobody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError
from process.case import House
from process.rules.keeping import Keeping
from tests.conversations.conftest import house, town
from tests.conversations.thuis_in_oost import founded
from tests.conversations.town import Town

__all__ = ["town"]
DUTY = "Archiefwet, selectielijst gemeenten"
ENVIRON = {
    "VINKJE_TELEGRAM__TOKEN": "1:abc",
    "VINKJE_TELEGRAM__API_URL": "http://127.0.0.1:9",
    "VINKJE_KEYS__MASTER_FILE": "nowhere",
}


@pytest.fixture
def shelf_house() -> House:
    return replace(house(), keeping=Keeping(60, DUTY))


@pytest.mark.one_database
async def test_everyone_reads_which_duty_and_a_coordinator_cannot_choose(town: Town) -> None:
    moniek = await founded(town)
    await town.person("Een vreemde").says("/privacy")
    assert any(DUTY in message.text for message in town.person("Een vreemde").history)
    await moniek.says("/bewaren")
    moniek.sees("Die termijn ligt vast")
    assert not any("maanden" in label for row in moniek.screen.rows for label in row)


@pytest.mark.parametrize(
    ("months", "duty", "fits"), [("12", "", True), ("60", "", False), ("60", DUTY, True)]
)
def test_any_number_of_months_is_for_a_duty_alone(months: str, duty: str, fits: bool, tmp_path: Path) -> None:
    environ = ENVIRON | {"VINKJE_RETENTION__MONTHS": months, "VINKJE_RETENTION__LEGAL_DUTY": duty}
    if fits:
        assert Settings.read(None, environ).keeping == Keeping(int(months), duty)
        return
    with pytest.raises(SettingsError, match=r"retention\.months"):
        Settings.read(None, environ)
