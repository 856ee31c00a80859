"""Documents: the talking sheet of a revealed round, and the card of an invitation."""

from __future__ import annotations

from bot.channel import Screen
from bot.screens import calendar_file, form, group, handout, own, sheet, worksheet
from bot.screens.reader import Draft, Drawing, Reader
from process.acts import explaining, groups, moving, mydata, onpaper, results, worksheets
from process.message import Hand, Value
from reports.values import InviteCard, Language
from storage.queries import invites, partnerships, people


def draft(reader: Reader, message: Hand) -> Draft | None:  # noqa: PLR0911
    """The document that `message` names, with a line about it."""
    match message.document:
        case results.SHEET | results.WALL:
            return sheet.draft(reader, message)
        case moving.CALENDAR:
            return calendar_file.draft(reader, message)
        case explaining.HANDOUT:
            return handout.draft(reader, message)
        case groups.GROUP:
            return group.link_draft(reader, message)
        case mydata.PDF | mydata.JSON:
            return own.draft(reader, message)
        case onpaper.FORM:
            return form.draft(reader, message)
        case onpaper.RESULT:
            return form.result_draft(reader, message)
        case document if document.startswith(onpaper.BLANK):
            return form.blank_draft(reader, message)
        case document if worksheets.named(document) is not None:
            return worksheet.draft(reader, message)
        case _:
            return _invite(reader, message)


def _language(reader: Reader) -> Language:
    return "en" if reader.language == "en" else "nl"


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
