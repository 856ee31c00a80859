"""What becomes of agreements when their owner works elsewhere: theirs still, or the group's."""

from __future__ import annotations

import pytest

from process.states import AgreementState as State
from tests.agreeing.test_answers import agreed, row
from tests.process.counter import Counter

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("answer", "said", "state"),
    [
        ("Ja, ik houd ze", "Je houdt je afspraken.", State.AGREED),
        ("Nee, terug naar de groep", "Je afspraken gaan terug naar de groep.", State.PROPOSED),
    ],
)
async def test_one_tap_keeps_all_agreements_or_gives_them_back(
    oost: Counter, answer: str, said: str, state: State
) -> None:
    _, carla, fatima = await agreed(oost)
    await fatima.commands("menu")
    for label in ("Instellingen", "Ik werk nu ergens anders", "Woonstad", "Uitvoering"):
        await fatima.taps(label)
    assert "Je hebt hier 1 afspraak. Wil je die zelf houden?" in fatima.reads
    await fatima.taps(answer)
    assert said in fatima.reads
    await fatima.taps("Ja, dat klopt")
    kept = await row(oost)
    assert kept.state is state
    assert (kept.owner_id is not None) is (state is State.AGREED)
    await carla.commands("afspraken")
    assert ("Fatima (Woonstad)" in carla.reads) is (state is State.AGREED)


async def test_who_only_reads_along_keeps_none(oost: Counter) -> None:
    _, _, fatima = await agreed(oost)
    await fatima.commands("menu")
    for label in ("Instellingen", "Ik werk nu ergens anders", "Voor geen organisatie meer"):
        await fatima.taps(label)
    assert "Je afspraken gaan terug naar de groep." in fatima.reads
    await fatima.taps("Ja, dat klopt")
    assert (await row(oost)).state is State.PROPOSED
