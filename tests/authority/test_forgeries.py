"""Made-up, changed, stolen and old button data: nothing happens and nothing fails.

`VINKJE_FORGERIES=100000` tries so many at the decoder, and one in fifty of them at the door of the bot.
"""

from __future__ import annotations

import ast
import inspect
import json
import os
import random
import textwrap

import pytest

from bot import payload
from bot.press import PressSeal
from bot.telegram.read import Reader
from process import desk, registry
from process.incoming import Incoming, Press, Tap
from storage.store import Store
from storage.unit import Unit
from tests.authority.stage import Stage
from tests.authority.world import World
from tests.clock import A_MONDAY, ManualClock

assert desk  # importing it fills the registry
HOW_MANY = int(os.environ.get("VINKJE_FORGERIES", "5000"))
AT_THE_DOOR = max(HOW_MANY // 50, 200)
SEAL = PressSeal(b"the key of the bot, 32 bytes ...")
THIEF = PressSeal(b"some other key of 32 bytes .....")
HERS, HIS = "1001", "2002"
ACTS = sorted(registry.ACTS)


def genuine(chance: random.Random, address: str) -> str:
    """A button as the bot writes it."""
    args = tuple(
        chance.choice((chance.randrange(1, 400), "red", "yes", 0)) for _ in range(chance.randrange(3))
    )
    return SEAL.write(Press(chance.choice(ACTS), args), address)


def forged(chance: random.Random) -> str:
    """Data that no button at her address ever had."""
    match chance.randrange(7):
        case 0:  # made up
            return "".join(chr(chance.randrange(1, 0x250)) for _ in range(chance.randrange(80)))
        case 1:  # in the right form, with another key
            return THIEF.write(Press(chance.choice(ACTS), (chance.randrange(400),)), HERS)
        case 2:  # meant for somebody else
            return genuine(chance, HIS)
        case 3:  # one character changed
            return _changed(chance, genuine(chance, HERS))
        case 4:  # cut short, or with something behind it
            data = genuine(chance, HERS)
            return data[: chance.randrange(len(data))] if chance.random() < 0.5 else data + "0"
        case 5:  # the words of one with the seal of another
            return _swapped(chance)
        case _:  # as an earlier program wrote it: without a seal
            return f"{chance.choice(ACTS)}.0{chance.randrange(400)}"


def _changed(chance: random.Random, data: str) -> str:
    place = chance.randrange(len(data))
    other = chance.choice([each for each in "0aZ_.~-é" if each != data[place]])
    return data[:place] + other + data[place + 1 :]


def _swapped(chance: random.Random) -> str:
    one, two = genuine(chance, HERS), genuine(chance, HERS)
    mixed = one[:-11] + two[-11:]
    return mixed if mixed not in {one, two} else _changed(chance, one)


def test_no_forgery_is_read_as_a_press() -> None:
    chance = random.Random(1)  # noqa: S311 - a seed, no secret
    read = [data for _ in range(HOW_MANY) if SEAL.read(data := forged(chance), HERS) is not None]
    assert read == []


def test_no_broken_payload_is_read_as_an_event() -> None:
    """What was set aside comes back whole or is refused as no payload; nothing else may come of it."""
    chance = random.Random(2)  # noqa: S311 - a seed, no secret
    kept = payload.write(Incoming("telegram", HERS, "q1", A_MONDAY, Tap(Press("menu"), "m1", "t1")))
    for number in range(HOW_MANY):
        if number % 2:
            broken = chance.randbytes(chance.randrange(200))
        else:
            broken = bytearray(kept)
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        try:
            assert isinstance(payload.read(bytes(broken)), Incoming)
        except ValueError:
            continue


@pytest.mark.parametrize("nested", [b"[" * 100_000, b'{"act":' * 100_000])
def test_a_payload_that_is_nested_without_end_is_refused(nested: bytes) -> None:
    with pytest.raises(ValueError, match="not a payload"):
        payload.read(nested)


def test_the_seal_is_compared_in_constant_time() -> None:
    tree = ast.parse(textwrap.dedent(inspect.getsource(PressSeal.read)))
    compared = [node for node in ast.walk(tree) if isinstance(node, ast.Compare)]
    assert not [node for node in compared if any(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops)]
    assert "compare_digest" in ast.unparse(tree)


@pytest.mark.one_database
async def test_at_the_door_a_forgery_changes_nothing_and_fails_nowhere(
    store: Store, clock: ManualClock, world: World
) -> None:
    """As Telegram would bring it: an update with this data, from somebody who takes part."""
    chance, moment = random.Random(3), clock.moment()  # noqa: S311 - a seed, no secret
    reader = Reader(SEAL, "vinkje_bot")

    def play(unit: Unit) -> int:
        stage, changed = Stage(unit, world, moment), 0
        for number in range(AT_THE_DOOR):
            incoming = reader.read(_update(number, forged(chance)), moment.now)
            assert incoming is not None
            changed += len(stage.does(chance.choice(sorted(world.people)), incoming.act).changed)
        return changed

    assert await store.run(play, name="door") == 0


@pytest.mark.one_database
async def test_even_with_the_key_stale_and_foreign_presses_touch_nothing_of_others(
    store: Store, clock: ManualClock, world: World
) -> None:
    """Should the key ever leak: whatever is pressed, the desk judges it, and a floor that is gone is gone."""
    chance, moment = random.Random(4), clock.moment()  # noqa: S311 - a seed, no secret
    odd = (0, -1, 2**63, 2**70, 10**15, "", "red", "\0", "é" * 9, "../..")

    def play(unit: Unit) -> None:
        stage = Stage(unit, world, moment)
        for _ in range(AT_THE_DOOR):
            who = chance.choice(sorted(world.people))
            args = tuple(
                chance.choice((chance.randrange(1, 60), chance.choice(odd)))
                for _ in range(chance.randrange(5))
            )
            press = Press(chance.choice([each for each in ACTS if each != "erase"]), args)
            happened = stage.does(who, Tap(press, "m1", "t"))
            mine = {("partnership", each.partnership_id) for each in stage.places(world.people[who].id)}
            foreign = {each for each in happened.owners if each[0] == "partnership"} - mine
            assert not foreign, f"{who}: {press} changed {happened.changed}"

    await store.run(play, name="door")


def _update(number: int, data: str) -> dict[str, object]:
    person = {"id": int(HERS), "is_bot": False, "first_name": "Carla", "language_code": "nl"}
    message = {"message_id": 7, "date": 1, "chat": {"id": int(HERS), "type": "private"}, "text": "…"}
    tap = {"id": str(number), "from": person, "chat_instance": "1", "data": data, "message": message}
    update: dict[str, object] = json.loads(json.dumps({"update_id": number, "callback_query": tap}))
    return update
