"""Conversations between people and a bot that answers by hand."""

from __future__ import annotations

import asyncio

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto, ReplyKeyboardMarkup, Update

from simulator import Simulator
from simulator.contents import CONTENTS, PIXEL

YES_NO = InlineKeyboardMarkup(
    [[InlineKeyboardButton("🟢 Ja", callback_data="yes"), InlineKeyboardButton("🔴 Nee", callback_data="no")]]
)


async def newest(bot):
    updates = await bot.get_updates(offset=-1)
    return updates[-1]


async def test_a_link_opens_the_chat_with_its_payload(sim, bot):
    anna = sim.person("Anna de Vries")
    await anna.opens("https://t.me/vinkje_bot?start=abc-_1")
    message = (await newest(bot)).message
    assert message.text == "/start abc-_1"
    assert message.parse_entities(["bot_command"]) == {message.entities[0]: "/start"}
    assert (message.from_user.full_name, message.from_user.language_code) == ("Anna de Vries", "nl")
    assert message.chat.id == message.from_user.id == anna.id > 2**32
    assert (message.chat.type, message.chat.full_name) == ("private", "Anna de Vries")


@pytest.mark.parametrize("link", ["https://t.me/other_bot", f"https://t.me/vinkje_bot?start={'x' * 65}"])
async def test_a_link_that_telegram_would_not_open_fails_the_test(sim, link):
    with pytest.raises(AssertionError):
        await sim.person("Anna").opens(link)


async def test_a_tap_reaches_the_bot_with_the_data_of_the_button(anna, bot):
    sent = await bot.send_message(anna.id, "<b>Weet iedereen</b> wie wat doet?", "HTML", reply_markup=YES_NO)
    assert anna.buttons() == [["🟢 Ja", "🔴 Nee"]]
    await anna.taps("Ja")
    query = (await newest(bot)).callback_query
    assert (query.data, query.message.message_id) == ("yes", sent.message_id)
    await query.answer("Opgeslagen")
    await query.edit_message_text("Dank je!")
    assert anna.sees("Dank").rows == []
    assert anna.sees_only("Dank je!")[0].message_id == sent.message_id
    assert [toast.text for toast in anna.toasts] == ["Opgeslagen"]


async def test_formatting_comes_back_as_it_was_sent(anna, bot):
    source = '<b>Thuis</b> <a href="https://a.nl/">in</a> Oost'
    listing = ' <pre><code class="language-py">2</code></pre>'
    sent = await bot.send_message(anna.id, source + listing, "HTML", protect_content=True)
    assert sent.text_html.startswith(source)
    assert sent.entities[-1].language == "py"
    assert sent.has_protected_content
    assert anna.screen.text == "Thuis in Oost 2"


async def test_a_tap_on_what_is_not_there_shows_the_screen(anna, bot):
    await bot.send_message(anna.id, "Gaat het?", reply_markup=YES_NO)
    with pytest.raises(AssertionError) as failed:
        await anna.taps("Misschien")
    assert "Anna de Vries: no button [Misschien]" in str(failed.value)
    assert "▸ bot │ Gaat het?\n      │ [🟢 Ja] [🔴 Nee]" in str(failed.value)


async def test_a_label_that_fits_two_buttons_fails_the_test(anna, bot):
    await bot.send_message(anna.id, "?", reply_markup=YES_NO)
    with pytest.raises(AssertionError, match="can mean"):
        await anna.taps(" ")


async def test_the_newest_message_with_the_button_is_tapped(anna, bot):
    await bot.send_message(anna.id, "eerste", reply_markup=YES_NO)
    second = await bot.send_message(anna.id, "tweede", reply_markup=YES_NO)
    await bot.send_message(anna.id, "zonder")
    await anna.taps("Nee")
    assert (await newest(bot)).callback_query.message.message_id == second.message_id


async def test_a_button_that_is_gone_can_still_be_tapped(anna, bot):
    await bot.send_message(anna.id, "Gaat het?", reply_markup=YES_NO)
    question = anna.sees("Gaat het?")
    await bot.edit_message_text("Bewaard", anna.id, question.message_id)
    await anna.taps_old(question, "Ja")
    query = (await newest(bot)).callback_query
    assert (query.data, query.message.text) == ("yes", "Bewaard")


async def test_a_tap_under_a_deleted_message_comes_with_an_inaccessible_one(anna, bot):
    await bot.send_message(anna.id, "Gaat het?", reply_markup=YES_NO)
    question = anna.screen
    await bot.delete_message(anna.id, question.message_id)
    await anna.taps_old(question, "Ja")
    assert (await newest(bot)).callback_query.message.is_accessible is False


async def test_a_tap_is_answered_once_and_not_after_150_seconds(anna, bot, call, clock):
    await bot.send_message(anna.id, "?", reply_markup=YES_NO)
    await anna.taps("Ja")
    first = (await newest(bot)).callback_query.id
    await anna.taps("Nee")
    second = (await newest(bot)).callback_query.id
    gone = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert (await call("answerCallbackQuery", callback_query_id=first))["ok"]
    assert (await call("answerCallbackQuery", callback_query_id=first))["description"] == gone
    clock.passes(seconds=150)
    assert (await call("answerCallbackQuery", callback_query_id=second))["description"] == gone
    assert (await call("answerCallbackQuery", callback_query_id="0"))["description"] == gone
    assert anna.toasts == []


async def test_only_what_came_since_the_last_act_is_seen(anna, bot):
    await bot.send_message(anna.id, "oud")
    await anna.says("Hoi")
    anna.sees_not("oud")
    with pytest.raises(AssertionError):
        anna.sees("oud")
    await bot.send_message(anna.id, "nieuw")
    assert anna.sees("nieuw").text == anna.screen.text == "nieuw"
    assert [message.text for message in anna.history] == ["/start", "oud", "Hoi", "nieuw"]
    with pytest.raises(AssertionError):
        anna.sees_not("nieuw")
    with pytest.raises(AssertionError):
        anna.sees_only("nieuw", "en meer")


async def test_an_edited_text_reaches_the_bot_as_an_edit(anna, bot):
    typed = await anna.says("gron")
    await anna.edits(typed, "groen")
    update = await newest(bot)
    assert update.message is None
    assert (update.edited_message.message_id, update.edited_message.text) == (typed.message_id, "groen")


@pytest.mark.parametrize("content", CONTENTS)
async def test_everything_that_people_send_arrives(anna, bot, content):
    await anna.sends(content)
    assert getattr((await newest(bot)).message, content)


async def test_blocking_and_unblocking_are_told_to_the_bot(anna, bot):
    await anna.blocks()
    change = (await newest(bot)).my_chat_member
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    with pytest.raises(AssertionError, match="blocked the bot"):
        await anna.says("Hoi")
    await anna.unblocks()
    change = (await newest(bot)).my_chat_member
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("kicked", "member")


async def test_opening_a_link_takes_the_block_away(anna, bot):
    await anna.blocks()
    await anna.opens("https://t.me/vinkje_bot?start=x")
    kinds = [update.my_chat_member or update.message for update in await bot.get_updates()]
    assert kinds[1].new_chat_member.status == "member"
    assert kinds[2].text == "/start x"


async def test_in_a_group_only_what_is_meant_for_the_bot_reaches_it(sim, anna, bot):
    ben = sim.person("Ben")
    group = sim.group("Thuis in Oost", [anna, ben])
    await anna.says("/menu", in_=group)
    await anna.adds_bot(group)
    invitation = await bot.send_message(group.id, "Dag allemaal")
    for text in ("zomaar iets", "/menu", "/menu@vinkje_bot", "/menu@other_bot", "graag /menu"):
        await ben.says(text, in_=group)
    await ben.says("ja", in_=group, reply_to=group.screen)
    shown = next(m for m in group.chat.messages.values() if m.message_id == invitation.message_id)
    await ben.says("antwoord", in_=group, reply_to=shown)
    updates = await bot.get_updates(allowed_updates=Update.ALL_TYPES)
    assert updates[0].my_chat_member.new_chat_member.status == "member"
    assert updates[1].message.new_chat_members[0].id == bot.id
    assert [u.message.text for u in updates[2:]] == ["/menu", "/menu@vinkje_bot", "antwoord"]
    assert updates[-1].message.reply_to_message.text == "Dag allemaal"
    assert updates[-1].message.chat.title == "Thuis in Oost"
    assert ben.sees_not("Dag allemaal", in_=group) is None


async def test_a_bot_that_is_out_of_a_group_cannot_write_there(sim, anna, bot, call):
    group = sim.group("Thuis in Oost", [anna])
    outside = await call("sendMessage", chat_id=group.id, text="x")
    assert outside["description"] == "Forbidden: bot is not a member of the group chat"
    await anna.adds_bot(group)
    await anna.removes_bot(group)
    assert (await newest(bot)).my_chat_member.new_chat_member.status == "kicked"
    kicked = await call("getChat", chat_id=group.id)
    assert (kicked["error_code"], kicked["description"]) == (
        403,
        "Forbidden: bot was kicked from the group chat",
    )


async def test_a_bot_that_leaves_a_group_hears_no_more_of_it(sim, anna, bot):
    group = sim.group("Thuis in Oost", [anna])
    await anna.adds_bot(group)
    await bot.leave_chat(group.id)
    assert (await newest(bot)).my_chat_member.new_chat_member.status == "left"
    await anna.says("/menu", in_=group)
    assert (await newest(bot)).message is None


async def test_pictures_and_documents_arrive_and_can_be_sent_again(sim, anna, bot):
    ben = sim.person("Ben")
    await ben.says("/start")
    sheet = await bot.send_document(anna.id, b"%PDF-1.7", filename="bespreekblad.pdf", caption="1 A4")
    await bot.send_document(ben.id, sheet.document.file_id)
    await bot.send_photo(anna.id, PIXEL, filename="uitslag.png")
    assert [(file.name, file.data) for file in anna.documents] == [("bespreekblad.pdf", b"%PDF-1.7")]
    assert ben.documents == anna.documents
    assert [(file.name, file.width, file.height) for file in anna.pictures] == [("uitslag.png", 1, 1)]
    assert anna.sees("1 A4").attachment is not None
    file = await bot.get_file(sheet.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"%PDF-1.7"


async def test_media_and_captions_can_be_edited(anna, bot):
    words = await bot.send_message(anna.id, "Even geduld")
    await bot.edit_message_media(InputMediaPhoto(PIXEL, caption="Klaar"), anna.id, words.message_id)
    await bot.edit_message_caption(anna.id, words.message_id, caption="Helemaal klaar", reply_markup=YES_NO)
    assert anna.sees_only("Helemaal klaar")[0].rows == [["🟢 Ja", "🔴 Nee"]]
    assert len(anna.pictures) == 1


async def test_only_pictures_and_documents_can_replace_a_message(anna, bot, call):
    words = await bot.send_message(anna.id, "Even geduld")
    media = {"type": "video", "media": "no-such-id"}
    body = await call("editMessageMedia", chat_id=anna.id, message_id=words.message_id, media=media)
    reason = 'media of type "video" is not something this simulator has'
    assert body["description"] == f"Bad Request: {reason}"


async def test_a_reply_keyboard_sends_its_labels_as_text_until_it_is_removed(anna, bot, call):
    sent = await bot.send_message(anna.id, "?", reply_markup=ReplyKeyboardMarkup([["Nu"], ["Later"]]))
    assert sent.reply_markup is None
    await anna.taps("Later")
    assert (await newest(bot)).message.text == "Later"
    await call("sendMessage", chat_id=anna.id, text="Goed", reply_markup={"remove_keyboard": True})
    with pytest.raises(AssertionError):
        await anna.taps("Later")


async def test_a_link_button_to_the_bot_opens_it_and_any_other_does_nothing(sim, anna, bot):
    rows = [
        [InlineKeyboardButton("Meedoen", url="https://t.me/vinkje_bot?start=p1")],
        [InlineKeyboardButton("Lezen", url="https://example.nl/uitleg")],
    ]
    await bot.send_message(anna.id, "?", reply_markup=InlineKeyboardMarkup(rows))
    await anna.taps("Lezen")
    assert sim.unconfirmed == 0
    await anna.taps("Meedoen")
    assert (await newest(bot)).message.text == "/start p1"


async def test_commands_and_texts_follow_scope_and_language(sim, anna, call):
    def command(text):
        return [{"command": "menu", "description": text}]

    assert anna.commands == ()
    await call("setMyCommands", commands=command("all"))
    await call("setMyCommands", commands=command("allen"), language_code="nl")
    assert [c.description for c in anna.commands] == ["allen"]
    mine = {"type": "chat", "chat_id": anna.id}
    await call("setMyCommands", commands=command("coordinator"), scope=mine)
    assert [c.description for c in anna.commands] == ["coordinator"]
    assert [c.description for c in sim.person("Ben", language="fr").commands] == ["all"]
    assert (await call("getMyCommands", scope=mine))["result"] == command("coordinator")
    await call("deleteMyCommands", scope=mine)
    assert [c.description for c in anna.commands] == ["allen"]
    await call("setMyDescription", description="Hoi", language_code="nl")
    await call("setMyDescription", description="Hi")
    assert (sim.profile.text("description", "nl"), sim.profile.text("description", "de")) == ("Hoi", "Hi")


async def test_settle_is_awaited_after_every_act(clock):
    settled = []

    async def settle():
        settled.append(sim.unconfirmed)

    async with Simulator(clock.now, settle=settle) as sim:
        anna = sim.person("Anna")
        typed = await anna.says("/start")
        await anna.edits(typed, "/help")
        await anna.blocks()
    assert settled == [1, 2, 3]


async def test_waiting_ends_when_the_text_or_the_button_comes(anna, bot):
    waiting = asyncio.create_task(anna.waits_for("Dag", within=5))
    tapping = asyncio.create_task(anna.taps("Ja", within=5))
    await bot.send_message(anna.id, "Dag Anna")
    assert (await waiting).text == "Dag Anna"
    await bot.send_message(anna.id, "Gaat het?", reply_markup=YES_NO)
    await tapping
    assert (await newest(bot)).callback_query.data == "yes"


async def test_waiting_in_vain_shows_the_screen(anna):
    with pytest.raises(AssertionError, match="'Dag' did not come in 0 s\n── Anna de Vries ──"):
        await anna.waits_for("Dag", within=0)
