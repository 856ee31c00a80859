"""Documents: the talking sheet of a revealed round, and the card of an invitation."""

from __future__ import annotations

from bot.channel import Screen
from bot.screens import handout, own
from bot.screens.frozen import Frozen, frozen_of
from bot.screens.reader import Draft, Drawing, Reader, headed
from bot.screens.result import cells_of, spread_of
from process.acts import explaining, mydata
from process.message import Hand, Value
from process.rules.items import Item
from reports.values import InviteCard, Language, Sheet, Topic
from storage.queries import invites, partnerships, people

MOST_TOPICS = 5


def draft(reader: Reader, message: Hand) -> Draft | None:
    """The document that `message` names, with a line about it."""
    match message.document:
        case "sheet":
            return _sheet(reader, message)
        case explaining.HANDOUT:
            return handout.draft(reader, message)
        case mydata.PDF | mydata.JSON:
            return own.draft(reader, message)
        case _:
            return _invite(reader, message)


def _language(reader: Reader) -> Language:
    return "en" if reader.language == "en" else "nl"


def _sheet(reader: Reader, message: Hand) -> Draft | None:
    frozen = frozen_of(reader, message.subject, message.member)
    if frozen is None:
        return None
    if frozen.meeting is not None:
        when = {"when": frozen.meeting.starts_at.isoformat(), "zone": frozen.partnership.timezone}
        date_line = reader.label("sheet.date", when)
    else:
        date_line = reader.label("sheet.no_date")
    items = frozen.differing or frozen.shown.items
    sheet = Sheet(
        partnership=frozen.partnership.name,
        title=frozen.title,
        date_line=date_line,
        language=_language(reader),
        discuss=tuple(_topic(frozen, item) for item in items[:MOST_TOPICS])
        or tuple(_open_topic(frozen, index) for index in range(len(frozen.said)))[:MOST_TOPICS],
        keep=tuple(frozen.kept()),
        aloud=len(frozen.shown.aloud),
        absent=frozen.missing,
        footer=frozen.gone or reader.label("sheet.footer", {"title": frozen.title}),
    )
    name = f"{reader.label('sheet.name')}-{frozen.round.number}.pdf"
    alt = reader.label("sheet.alt", {"partnership": frozen.partnership.name})
    caption = headed(frozen.partnership.name, reader.say("sheet.caption"))
    return Draft(Screen(caption), Drawing(sheet, "pdf", name, alt))


def _topic(frozen: Frozen, item: Item) -> Topic:
    question = frozen.asked(item.question)
    names = tuple(party.name for party in frozen.shown.organisations)
    cells = cells_of(frozen, item) if item.cells else ()
    quotes = tuple((frozen.behind(who), said) for who, said in frozen.spoken(item.quotes))
    pairs = tuple(zip(names, cells, strict=True)) if cells else ()
    return Topic(frozen.topic(item.question), question, spread_of(item), pairs, quotes)


def _open_topic(frozen: Frozen, index: int) -> Topic:
    item = frozen.said[index]
    quotes = tuple((frozen.behind(who), said) for who, said in frozen.spoken(item.quotes))
    return Topic(frozen.topic(item.question), frozen.asked(item.question), (0, 0, 0), (), quotes)


def _invite(reader: Reader, message: Hand) -> Draft | None:
    """The card with the code; the token exists only in this message, what is kept is its hash."""
    invite = invites.invite(reader.unit, message.subject)
    maker = people.member(reader.unit, message.member)
    if invite is None or invite.partnership_id is None or message.secret is None:
        return None
    if maker.person_id != reader.person.id or maker.partnership_id != invite.partnership_id:
        return None
    partnership = partnerships.partnership(reader.unit, invite.partnership_id)
    names = {each.id: each.name for each in people.organisations(reader.unit, partnership.id)}
    organisation = names.get(invite.organisation_id or 0, "")
    values: dict[str, Value] = {
        "partnership": partnership.name,
        "organisation": organisation or partnership.name,
        "name": maker.name,
        "uses": invite.uses_left,
        "until": invite.expires_at.isoformat(),
        "zone": partnership.timezone,
        "token": message.secret,
    }
    if invite.member_id is not None:  # for one person, who gets it from hand to hand: no card to show around
        whose = {"who": people.member(reader.unit, invite.member_id).name}
        return Draft(Screen(reader.say("relink.forward", values | whose)))
    card = InviteCard(
        partnership=partnership.name,
        organisation=organisation,
        link=f"{reader.facts.link}{message.secret}",
        valid_until=reader.label("paper.until", values),
        language=_language(reader),
    )
    alt = reader.label("paper.card_alt", values)
    said = Screen(reader.say(f"invite.forward_{invite.role.value}", values))
    return Draft(said, Drawing(card, "png", f"{reader.label('paper.card_name')}-{invite.id}.png", alt))
