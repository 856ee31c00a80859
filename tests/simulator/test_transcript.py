from __future__ import annotations

from zoneinfo import ZoneInfo

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from simulator import Deed, Simulator, printed
from simulator.contents import PIXEL


async def test_a_transcript_reads_like_the_conversation_that_it_was(sim, bot, clock):
    anna = sim.person("Anna")
    rows = [
        [InlineKeyboardButton("🟢 Ja", callback_data="a"), InlineKeyboardButton("🔴 Nee", callback_data="b")],
        [InlineKeyboardButton("Overslaan", callback_data="c")],
    ]
    await anna.says("/start")
    await bot.send_message(
        anna.id, "<b>Thuis in Oost</b>\nGaat het?", "HTML", reply_markup=InlineKeyboardMarkup(rows)
    )
    clock.passes(minutes=5)
    await anna.taps("Ja")
    query = (await bot.get_updates(offset=-1))[-1].callback_query
    await query.answer("Bewaard")
    await query.edit_message_text("Dank je")
    await bot.send_photo(anna.id, PIXEL, caption="De uitslag", filename="uitslag.png")
    await query.delete_message()
    typed = await anna.says("gron")
    await anna.edits(typed, "groen")
    await anna.sends("voice")
    await anna.blocks()
    assert sim.transcript.readable(ZoneInfo("Europe/Amsterdam")) == (
        "10:00  Anna │ /start\n"
        "10:00  Vinkje → Anna │ Thuis in Oost\n"
        "                     │ Gaat het?\n"
        "                     │ [🟢 Ja] [🔴 Nee]\n"
        "                     │ [Overslaan]\n"
        "10:05  Anna │ [🟢 Ja]\n"
        "10:05  Vinkje → Anna │ 💬 Bewaard\n"
        "10:05  Vinkje → Anna │ ✎ Dank je\n"
        "10:05  Vinkje → Anna │ De uitslag\n"
        "                     │ 📎 uitslag.png\n"
        "10:05  Vinkje → Anna │ ✗ Dank je\n"
        "10:05  Anna │ gron\n"
        "10:05  Anna │ ✎ groen\n"
        "10:05  Anna │ (voice)\n"
        "10:05  Anna │ · blocks Vinkje"
    )


async def test_a_listener_hears_every_event_as_it_happens(clock):
    heard = []
    async with Simulator(clock.now, on_event=heard.append) as sim:
        anna = sim.person("Anna")
        group = sim.group("Thuis in Oost", [anna])
        await anna.adds_bot(group)
        await anna.says("/menu", in_=group)
    assert heard == list(sim.transcript)
    assert [event.deed for event in heard] == [Deed.HAPPENED, Deed.SAID, Deed.SAID]
    assert printed(heard[-1]) == "09:00  Anna → Thuis in Oost │ /menu"


async def test_the_same_seed_gives_the_same_ids(clock):
    async def conversation():
        async with Simulator(clock.now) as sim:
            anna = sim.person("Anna")
            await anna.says("/start")
            return anna.id, sim.world.queue.waiting

    assert await conversation() == await conversation()
