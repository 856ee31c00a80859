"""Introducing oneself: the name one goes by, and in which layer of the organisation one works."""

from __future__ import annotations

from process.acts.forms import Chosen, Entries, Field, Given, Page, Took, Unclear, Written
from process.acts.names import read_name
from process.message import Notice
from process.states import Layer, Role


def take_welcome(page: Page, given: Given, *, yes: str, consent: str) -> Took:
    """The first page behind a link: `yes` agrees to the text of version `consent`; or read more first."""
    match given:
        case Chosen(option=option) if option == yes:
            return page.filled(welcome=consent)
        case Chosen(option="more"):
            return page.filled(more="yes")
        case Chosen(option="less"):
            return page.without("more")
        case _:
            return Unclear("form.tap")


def _show_called(page: Page) -> Notice:
    """The name on the account is one tap away."""
    called = read_name(page.case.incoming.called or "")
    rows = ((page.button("button.called", "called", {"name": called}),),) if called is not None else ()
    return Notice("join.called" if rows else "join.called_type", {}, rows)


def _take_called(page: Page, given: Given) -> Took:
    text = given.text if isinstance(given, Written) else page.case.incoming.called or ""
    name = read_name(text)
    return page.filled(called=name) if name is not None else Unclear("form.no_name")


def _show_layer(page: Page) -> Notice:
    rows = tuple((page.button(f"button.layer_{layer.value}", layer.value),) for layer in Layer)
    return Notice("join.layer", {}, rows)


def _take_layer(page: Page, given: Given) -> Took:
    match given:
        case Chosen(option=option) if option in set(Layer):
            return page.filled(layer=option)
        case _:
            return Unclear("form.tap")


def _answers_for_one(entries: Entries) -> bool:
    """`organisation` is empty for an outside facilitator."""
    return entries.get("organisation", "") != "" and entries.get("role") != Role.OBSERVER


def layer_in(entries: Entries) -> Layer | None:
    """The chosen layer; None for who was not asked."""
    return Layer(entries["layer"]) if "layer" in entries else None


CALLED = Field("called", _show_called, _take_called)
LAYER = Field("layer", _show_layer, _take_layer, _answers_for_one)
