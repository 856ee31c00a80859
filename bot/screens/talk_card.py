"""A card for the talk at the table: a question of the flow that nobody is asked here, in large and alone."""

from __future__ import annotations

from bot.channel import Screen
from bot.screens.reader import Draft, Reader, headed, partnership_values, plain
from process.incoming import Press
from process.message import TalkCard
from storage.queries import opening, partnerships, people
from texts.rich import Rich, Span


def draft(reader: Reader, message: TalkCard) -> Draft | None:
    """The card; None for who does not take part there (any more)."""
    round_ = opening.find_round(reader.unit, message.round)
    member = people.member(reader.unit, message.member)
    if round_ is None or member.person_id != reader.person.id or member.left_at is not None:
        return None
    cards = reader.flow(round_).cards
    if member.partnership_id != round_.partnership_id or not 0 <= message.number < len(cards):
        return None
    partnership, card = partnerships.partnership(reader.unit, round_.partnership_id), cards[message.number]
    asked = card.asked_in(reader.language, partnership_values(reader, partnership))
    body: list[Rich] = [(Span(asked, strong=True),)]
    if card.ends is not None:
        ends = card.ends
        said = {"green": ends.green.in_(reader.language), "red": ends.red.in_(reader.language)}
        body += reader.say("answer.ends", said)
    if card.options and card.kind != "tick":
        body.append(plain("\n".join(f"• {option.label.in_(reader.language)}" for option in card.options)))
    body += reader.say("talk.how")
    counter = reader.label("talk.counter", {"n": message.number + 1, "of": len(cards)})
    beside = {"button.talk_before": message.number - 1, "button.talk_next": message.number + 1}
    steps = tuple(
        reader.button(key, Press("talk", (round_.id, number)))
        for key, number in beside.items()
        if 0 <= number < len(cards)
    )
    rows = (steps,) if steps else ()
    return Draft(Screen(headed(partnership.name, tuple(body), counter), rows))
