"""Whatever is typed as a proposal stands there as it was typed, for everyone, or is asked for again."""

from __future__ import annotations

from html import escape

import pytest

from bot.telegram.letters import clean
from bot.telegram.render import html
from process.acts.names import read_name
from process.acts.shared_words import LONGEST
from process.rules.sensitive import Bsn, look
from tests.hostile.corpus import batches
from tests.process.counter import Counter
from tests.process.oost import everyone_in

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize("texts", batches(40, 6))
async def test_it_is_shown_as_it_was_typed_or_asked_again(oost: Counter, texts: tuple[str, ...]) -> None:
    moniek, carla, _ = await everyone_in(oost)
    for text in texts:
        await carla.commands("voorstel")
        await carla.types(text)
        if "Zo delen" in carla.labels:
            await carla.taps("Zo delen")
        said = read_name(text, LONGEST)
        if said is None or any(isinstance(each, Bsn) for each in look(text)):
            assert "Wat is het voorstel?" in carla.reads
            continue
        await carla.types("eind januari")
        await carla.taps("Nog niemand")
        await carla.taps("Tussen organisaties")
        await carla.taps("Zo voorstellen")
        await carla.taps("Afspraken")
        await moniek.commands("afspraken")
        number = moniek.labels[[each.isdecimal() for each in moniek.labels].index(True)]
        await moniek.taps(number)
        assert f"‘{said}’\nKlaar vr 29 januari" in moniek.reads, repr(text)
        assert escape(clean(said), quote=False) in html(moniek.chat[-1].screen.paragraphs)
        await carla.taps("1")
        await carla.taps("Voorstel loslaten")
