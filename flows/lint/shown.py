"""What comes after the answers: tracks, a choice and worksheets that find in the flow what they need."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flows.draft import Draft
from flows.question import Question, Share
from flows.source import Complaint
from flows.stages import Choose, Layout, Reveal

LEAST_TRACKS = 2


def relay_after_reveal(draft: Draft) -> Iterator[Complaint]:
    """Only about answers that all can see can anybody be asked more."""
    if draft.flow.relay is not None and not any(isinstance(each, Reveal) for each in draft.flow.stages):
        what, fix = "a relay about answers that nobody sees", "add '- reveal:' before it, or remove the relay"
        yield Complaint(draft.places["relay"], what, fix)


def tracks_of_steps(draft: Draft) -> Iterator[Complaint]:
    """Tracks are choices of as many steps each, asked of everyone and not in confidence."""
    for stage in draft.flow.stages:
        if isinstance(stage, Reveal) and "reveal.tracks" in draft.places:
            for what, fix in _wrong_tracks(draft, stage.tracks):
                yield Complaint(draft.places["reveal.tracks"], what, fix)


def _wrong_tracks(draft: Draft, tracks: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    asked = {question.id: question for question in draft.flow.questions if question.under is None}
    unfit = [id_ for id_ in tracks if id_ not in asked or not _is_track(asked[id_])]
    for id_ in unfit:
        yield f"'{id_}' is no track", "name a choice that everyone is asked, not in confidence"
    if unfit:
        return
    if len(set(tracks)) < LEAST_TRACKS:
        yield "a single track has nothing beside it", f"name at least {LEAST_TRACKS} choices"
    elif len({len(asked[id_].options) for id_ in tracks}) > 1:
        yield "tracks of unequal length", "give each of these choices as many options"


def _is_track(question: Question) -> bool:
    return (
        question.kind == "choice" and not question.each and question.who.is_everyone and _is_shown(question)
    )


def choose_without_ticks(draft: Draft) -> Iterator[Complaint]:
    """People choose among ticks, by colours that somebody gave."""
    for stage in draft.flow.stages:
        if isinstance(stage, Choose) and not (stage.from_ and draft.flow.ticks):
            what = "choosing among ticks, with nothing to choose from"
            yield Complaint(draft.places["choose.from"], what, "name a colour here, and ask a tick")


def worksheet_fits(draft: Draft) -> Iterator[Complaint]:
    """A worksheet is laid out from questions that the flow asks and shows."""
    for layout in draft.flow.worksheets:
        needs, fits = _NEEDS[layout]
        if not any(
            question.under is None and _is_shown(question) and fits(question)
            for question in draft.flow.questions
        ):
            what = f"nothing in this flow for the worksheet '{layout.value}'"
            yield Complaint(draft.places["discuss.worksheets"], what, f"ask {needs}, or leave this one out")


def _is_shown(question: Question) -> bool:
    return question.share in (Share.NAME, Share.ORGANISATION)


_NEEDS: dict[Layout, tuple[str, Callable[[Question], bool]]] = {
    Layout.MATRIX: (
        "about each organisation with buttons",
        lambda question: bool(question.each) and question.kind != "words",
    ),
    Layout.COLUMNS: (
        "an open question",
        lambda question: question.kind == "words" and not question.each and not question.keeps,
    ),
    Layout.GRID: ("a grid", lambda question: question.row is not None),
}
