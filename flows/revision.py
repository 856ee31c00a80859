"""Which edition of a flow this is.

A round keeps the revision it began with to its end. When only wording changed, the shape is the same
and the new wording may be adopted in a running round.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass, replace
from enum import Enum

from flows.followups import FollowUp
from flows.model import Flow, Question
from flows.stages import Agree, Choose, Collect, Discuss, Relay, Reveal, Stage

_NOT_HASHED = {"revision", "shape", "source_text"}


def stamped(flow: Flow) -> Flow:
    """The flow with its `revision` and `shape` filled in; comments and layout of the file do not count."""
    return replace(flow, revision=_digest(_plain(flow)), shape=_digest(_shape(flow)))


def _digest(plain: object) -> str:
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, FollowUp):
        return value.name  # its words live in another file: the same flow file keeps its revision
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        content = {
            item.name: _plain(getattr(value, item.name))
            for item in fields(value)
            if item.name not in _NOT_HASHED
        }
        return {"is": type(value).__name__, **content}
    return value


def _shape(flow: Flow) -> object:
    return [flow.id, [_stage_shape(stage) for stage in flow.stages]]


def _stage_shape(stage: Stage) -> object:
    match stage:
        case Collect(who, share, _, questions, _, together):
            return [
                "together" if together else "collect",
                _plain(who),
                share.value,
                [_question_shape(question) for question in questions],
            ]
        case Reveal() | Relay() | Choose() | Discuss() | Agree():
            return _plain(stage)


def _question_shape(question: Question) -> object:
    """Everything that decides which answers can be given, when, and who sees them; no wording."""
    return [
        question.id,
        question.kind,
        [option.id for option in question.options],
        question.share.value,
        _plain(question.when),
        question.under,
        [rule.name for rule in question.follow],
        list(question.formerly),
        question.keeps,
        _plain(question.who),
        question.each,
        *(["optional"] if question.optional else []),
        *(["several"] if question.several else []),
        *(["others"] if question.others else []),
        *(["hat"] if question.hat else []),
    ]
