"""Tracks side by side, with a mark for each organisation, and the line that the slowest counts."""

from __future__ import annotations

from bot.channel import Screen
from bot.screens.frozen import Frozen
from bot.screens.matrix import corrected_at
from bot.screens.reader import Draft, Drawing, headed, plain
from process.rules import tracks as rules
from process.rules.tracks import Track
from reports import values


def draft(frozen: Frozen) -> Draft | None:
    """The picture and what counts; None when nobody said where they stand."""
    found = rules.tracks(frozen.flow, frozen.standing)
    if not found:
        return None
    reader = frozen.reader
    head = reader.label("tracks.head", {"title": frozen.title})
    said = (*lines(frozen), *corrected_at(frozen, frozen.flow.tracks))
    screen = Screen(headed(frozen.partnership.name, (plain("\n".join(said)),), head))
    return Draft(screen, _drawing(frozen, found, head))


def lines(frozen: Frozen) -> tuple[str, ...]:
    """Which track is the slowest and at which step; without tracks nothing."""
    found = rules.tracks(frozen.flow, frozen.standing)
    slowest = rules.slowest(found)
    if not slowest:
        return ()
    reader = frozen.reader
    counts = reader.label("tracks.counts")
    named = ", ".join(
        reader.label("tracks.at", {"track": frozen.topic(track.question.id), "step": _step(frozen, track)})
        for track in slowest
    )
    key = "tracks.slowest" if len(slowest) < len(found) else "tracks.even"
    return (counts, reader.label(key, {"named": named}))


def _step(frozen: Frozen, track: Track) -> str:
    """The word of the earliest step at which somebody stands."""
    options = track.question.options
    return options[track.earliest or 0].label.in_(frozen.reader.language)


def _drawing(frozen: Frozen, found: tuple[Track, ...], head: str) -> Drawing:
    reader = frozen.reader
    slowest = rules.slowest(found)
    document = values.Tracks(
        partnership=frozen.partnership.name,
        title=head,
        reading=reader.label("tracks.reading"),
        language="en" if reader.language == "en" else "nl",
        organisations=tuple(party.name for party in frozen.shown.organisations),
        tracks=tuple(
            values.Track(
                frozen.topic(track.question.id),
                tuple(option.label.in_(reader.language) for option in track.question.options),
                track.there,
                track.earliest if track in slowest else None,
            )
            for track in found
        ),
        note=frozen.gone or reader.label("tracks.counts"),
        corrections=corrected_at(frozen, frozen.flow.tracks),
    )
    name = f"{frozen.flow.id}-{frozen.round.number}.png"
    return Drawing(document, "png", name, reader.label("tracks.alt", {"title": frozen.title}))
