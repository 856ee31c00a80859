"""Everything that a digest tells, in words: a line for each event, page by page, by the names of today."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime

from bot.channel import Choice, Screen
from bot.screens.reader import Draft, Reader, headed, plain
from process.incoming import Press
from process.message import Value
from process.rules.digest import cut
from storage.queries import agreements, digests, opening, people
from storage.queries.forgetting import NOBODY
from storage.tables import Digest, Event, Partnership

LINES = 12
"""Events on a page: a screen on a phone."""
LONGEST = 80
"""Units of what was agreed."""


def draft(reader: Reader, partnership: Partnership, told: tuple[Digest, Digest], page: int) -> Draft:
    """A page, from 1, of what a digest and those before it from the first of `told` on tell together."""
    first, made = told
    happened = digests.events_of(reader.unit, first, made)
    pages = max(1, -(-len(happened) // LINES))
    page = min(page, pages)
    lines = [_line(reader, partnership, each) for each in happened[(page - 1) * LINES : page * LINES]]
    head = reader.label("digest.all_head", {"page": page, "pages": pages})
    said = headed(
        partnership.name, (plain("\n".join(lines)), plain(reader.label("digest.all_who_sees"))), head
    )
    rows = tuple(row for row in (_along(reader, told, page, pages), _earlier(reader, first)) if row)
    return Draft(Screen(said, rows))


def _along(reader: Reader, told: tuple[Digest, Digest], page: int, pages: int) -> tuple[Choice, ...]:
    first, made = told
    ways = (("button.page_before", page - 1), ("button.page_after", page + 1))
    return tuple(
        reader.button(label, Press("happened", (made.partnership_id, made.id, first.id, to)))
        for label, to in ways
        if 1 <= to <= pages
    )


def _earlier(reader: Reader, first: Digest) -> tuple[Choice, ...]:
    before = digests.before(reader.unit, first)
    if before is None:
        return ()
    earlier = Press("happened", (before.partnership_id, before.id, before.id, 1))
    return (reader.button("button.earlier", earlier),)


def _line(reader: Reader, partnership: Partnership, event: Event) -> str:
    """One event; of a kind without words of its own, that something changed."""
    values = _values(reader, partnership, event)
    keys = (f"happened.{event.kind}", f"log.{event.kind}")
    key = next((each for each in keys if each in reader.catalogue.keys), "happened.other")
    return reader.label(key, values)


def _values(reader: Reader, partnership: Partnership, event: Event) -> dict[str, Value]:
    """What the words may need: whom it is about, who did it, and the round, day or number that it names."""
    name = _name(reader, event.member_id)
    held = _held(event)
    by, number, planned = held.get("by"), held.get("number"), held.get("at")
    return {
        "name": name,
        "by": _name(reader, by) if isinstance(by, int) else name,
        "title": _title(reader, partnership, held.get("round", number)),
        "organisation": _organisation(reader, partnership, held.get("organisation")),
        "what": _what(reader, partnership, held.get("agreement")),
        "number": number if isinstance(number, int) else 0,
        "planned": planned if isinstance(planned, str) else event.at.isoformat(),
        "when": event.at.isoformat(),
        "zone": partnership.timezone,
    }


def _organisation(reader: Reader, partnership: Partnership, number: object) -> str:
    """An organisation of this partnership by its number."""
    every = people.organisations(reader.unit, partnership.id)
    return next((each.name for each in every if each.id == number), "")


def _what(reader: Reader, partnership: Partnership, number: object) -> str:
    """What was agreed, of an agreement of this partnership by its number."""
    row = agreements.find(reader.unit, number) if isinstance(number, int) else None
    if row is None or row.partnership_id != partnership.id:
        return ""
    return cut(agreements.what(reader.unit, row) or NOBODY, LONGEST)


def _held(event: Event) -> dict[str, object]:
    """What an event names: JSON, or a single number or instant."""
    if event.data is None:
        return {}
    try:
        held = json.loads(event.data)
    except ValueError:
        with suppress(ValueError):
            return {"at": datetime.fromisoformat(event.data).isoformat()}
        return {}
    return held if isinstance(held, dict) else {"number": held}


def _name(reader: Reader, member_id: int | None) -> str:
    """By the name of today; somebody who was forgotten has none."""
    name = people.member(reader.unit, member_id).name if member_id is not None else NOBODY
    return reader.label("digest.somebody") if name == NOBODY else name


def _title(reader: Reader, partnership: Partnership, number: object) -> str:
    """The title of a round of this partnership by its number; that it is a round for any other number."""
    round_ = opening.find_round(reader.unit, number) if isinstance(number, int) else None
    if round_ is None or round_.partnership_id != partnership.id:
        return reader.label("digest.a_round")
    return f"‘{reader.flow(round_).title.in_(reader.language)}’"
