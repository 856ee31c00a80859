"""What must hold between the parts of a flow, and what an author is only advised.

Each check is a function `Draft → complaints` in a file of this folder, and a row in CHECKS.
`tests/broken_flows` holds one file per fault with the exact message that an author gets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from flows.draft import Draft
from flows.lint import asked, extras, ids, reach, sharing, shown, texts, ticks
from flows.source import Complaint, SourceError


class Level(Enum):
    """Whether a finding keeps a flow from being used."""

    FAULT = "fault"
    HINT = "hint"


@dataclass(frozen=True)
class Check:
    """One check by name."""

    name: str
    level: Level
    run: Callable[[Draft], Iterator[Complaint]]


@dataclass(frozen=True)
class Finding:
    """What a check found."""

    check: Check
    complaint: Complaint


CHECKS = (
    Check("double_id", Level.FAULT, ids.double_id),
    Check("double_former_id", Level.FAULT, ids.former_id),
    Check("unknown_in_condition", Level.FAULT, reach.unknown_in_condition),
    Check("hangs_on_card", Level.FAULT, reach.hangs_on_card),
    Check("looks_ahead", Level.FAULT, reach.looks_ahead),
    Check("unknown_value_in_condition", Level.FAULT, reach.unknown_value),
    Check("unreachable", Level.FAULT, reach.unreachable),
    Check("unknown_placeholder", Level.FAULT, texts.unknown_placeholder),
    Check("too_long", Level.FAULT, texts.too_long),
    Check("share_widened", Level.FAULT, sharing.share_widened),
    Check("tells_in_confidence", Level.FAULT, sharing.tells_in_confidence),
    Check("repeats_to_others", Level.FAULT, sharing.repeats_to_others),
    Check("shows_nothing", Level.FAULT, sharing.shows_nothing),
    Check("hat_in_confidence", Level.FAULT, sharing.hat_in_confidence),
    Check("asks_uninvited", Level.FAULT, asked.asks_uninvited),
    Check("waits_for_others", Level.FAULT, asked.waits_for_others),
    Check("one_answer", Level.FAULT, asked.one_answer),
    Check("chosen_in_confidence", Level.FAULT, sharing.chosen_in_confidence),
    Check("about_whom", Level.FAULT, asked.about_whom),
    Check("needs_an_extra", Level.FAULT, extras.needs_an_extra),
    Check("guesses_what_is_shown", Level.FAULT, extras.guesses_what_is_shown),
    Check("replies_to_what_is_shared", Level.FAULT, extras.replies_to_what_is_shared),
    Check("options", Level.FAULT, ticks.options),
    Check("keep_not_last", Level.FAULT, ticks.keep_not_last),
    Check("agree_without_ticks", Level.FAULT, ticks.agree_without_ticks),
    Check("tracks_of_steps", Level.FAULT, shown.tracks_of_steps),
    Check("relay_after_reveal", Level.FAULT, shown.relay_after_reveal),
    Check("choose_without_ticks", Level.FAULT, shown.choose_without_ticks),
    Check("worksheet_fits", Level.FAULT, shown.worksheet_fits),
    Check("covers_form", Level.FAULT, ids.covers_form),
    Check("no_keep", Level.HINT, ticks.no_keep),
    Check("polarity", Level.HINT, ticks.polarity),
)


def findings(draft: Draft) -> list[Finding]:
    """Everything the checks find, in the order of the file."""
    found = [Finding(check, complaint) for check in CHECKS for complaint in check.run(draft)]
    return sorted(found, key=lambda finding: finding.complaint.where)


def faults(draft: Draft) -> SourceError | None:
    """The findings that keep a flow from being used, as one error."""
    found = [finding.complaint for finding in findings(draft) if finding.check.level is Level.FAULT]
    return SourceError(found) if found else None
