"""What the other papers are set from: an invitation, a form, the page for who is new, one's own data."""

from __future__ import annotations

import io

import segno

from reports.fixed_words import say
from reports.glyphs import GAP
from reports.shorten import cut
from reports.values import Form, FormQuestion, Handout, InviteCard, MyData


def invite(card: InviteCard) -> dict[str, object]:
    """The card: the link as a code and in letters."""
    drawing = io.BytesIO()
    segno.make(card.link, error="m", micro=False).save(
        drawing, kind="svg", border=4, xmldecl=False, svgns=True, light="#fff"
    )
    return {
        "name": cut(say("invite.name", card.language, partnership=card.partnership), 200),
        "partnership": cut(card.partnership, 80),
        "lead": say("invite.lead", card.language, organisation=cut(card.organisation, 60))
        if card.organisation
        else say("invite.anyone", card.language),
        "link": card.link,
        "qr": drawing.getvalue().decode(),
        "alt": say("invite.code", card.language, link=card.link),
        "until": say("invite.until", card.language, date=card.valid_until) if card.valid_until else "",
    }


def form(form: Form) -> dict[str, object]:
    """The questions of a round as they stand on paper."""
    name = say("form.name", form.language, title=form.title, partnership=form.partnership)
    return {
        "name": cut(name, 200),
        "partnership": form.partnership,
        "title": form.title or GAP,
        "whose": form.whose,
        "lead": form.lead,
        "until": form.until,
        "seen": form.seen,
        "questions": [_asked(question, form.language) for question in form.questions],
        "terms": form.terms,
        "signs": form.signs,
        "footer": cut(form.footer, 120),
    }


def _asked(question: FormQuestion, language: str) -> dict[str, object]:
    ends = dict(zip(("green", "red"), question.ends, strict=True)) if question.ends is not None else {}
    return {
        "number": question.number,
        "text": question.text or GAP,
        "boxes": [
            {"label": box.label, "sign": box.sign.value if box.sign is not None else ""}
            for box in question.boxes
        ],
        "ends": [(name, say(f"form.ends_{name}", language, **{name: text})) for name, text in ends.items()],
        "written": question.written,
        "condition": question.condition,
        "seen": question.seen,
        "below": [_asked(each, language) for each in question.below],
    }


HANDOUT_PARTS = ("what", "asks", "sees", "mind", "join", "stop")


def handout(page: Handout) -> dict[str, object]:
    """The page for who is new."""
    values = {
        "partnership": cut(page.partnership, 80),
        "asker": cut(page.asker, 60),
        "responsible": cut(page.responsible, 60),
        "contact": cut(page.contact, 60),
    }

    def said(key: str) -> str:
        return say(f"handout.{key}", page.language, **values)

    return {
        "name": said("name"),
        "partnership": values["partnership"],
        "title": said("title"),
        "lead": said("lead"),
        "parts": [{"head": said(part), "text": said(f"{part}_text")} for part in HANDOUT_PARTS],
        "footer": said("footer"),
    }


def mydata(data: MyData) -> dict[str, object]:
    """What is kept of one person, part by part."""
    return {
        "name": cut(data.title, 200),
        "title": data.title,
        "lead": data.lead,
        "parts": [
            {"name": part.name, "about": part.about, "rows": [list(map(list, row)) for row in part.rows]}
            for part in data.parts
        ],
        "rest": data.rest,
        "footer": cut(data.footer, 120),
    }
