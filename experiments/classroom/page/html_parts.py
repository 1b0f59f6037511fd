"""The page's small parts: plain HTML controls with a label each, which any browser makes usable."""

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any, TypeVar

from nicegui import ui
from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement

AnElement = TypeVar("AnElement", bound=Element)
Options = Mapping[str, "str | Mapping[str, str]"]
"""Titles of what can be chosen, by key; a group of them by its own title."""
VALUE = "(e) => emit(e.target.value)"
CHECKED = "(e) => emit(e.target.checked)"


def tag(name: str, classes: str = "", **attributes: Any) -> Element:
    """Return an HTML element; of attributes, `_` stands for `-`, False and None leave them out."""
    return _dressed(ui.element(name), classes, attributes)


def text(name: str, words: str, classes: str = "", **attributes: Any) -> TextElement:
    """Return an HTML element that holds a text."""
    return _dressed(TextElement(tag=name, text=words), classes, attributes)


def _dressed(element: AnElement, classes: str, attributes: Mapping[str, Any]) -> AnElement:
    for name, value in attributes.items():
        if value is not None and value is not False:
            key = name.rstrip("_").replace("_", "-")
            element.props[key] = "" if value is True else value
    return element.classes(classes) if classes else element


def field(label: str, classes: str = "field", **attributes: Any) -> Element:
    """Return a label with its text, in which its control is put."""
    with tag("label", classes, **attributes) as element:
        text("span", label)
    return element


def wide_table(label: str, key: str) -> Element:
    """Return a table that is scrolled by itself where the screen is narrow."""
    with tag("div", "wide-table", tabindex="0", role="group", aria_label=label):
        return tag("table", "sheet", id=key)


def button(
    words: str, on_click: Callable[[], Any] | None, classes: str = "", **attributes: Any
) -> TextElement:
    """Return a button; without `on_click`, the page's script listens to it."""
    element = text("button", words, f"knob {classes}".strip(), type="button", **attributes)
    if on_click is not None:
        element.on("click", on_click, args=[])
    return element


def fold(words: str, **attributes: Any) -> TextElement:
    """Return a button that, on a phone alone, opens what stands next and has the class `folds`."""
    return button(words, None, "fold", aria_expanded="false", **attributes)


def dropdown(
    label: str,
    options: Options,
    value: str,
    on_change: Callable[[str], Any],
    **attributes: Any,
) -> Element:
    """Return a list to choose from, under its label."""
    with field(label):
        return select(options, value, on_change, **attributes)


def select(
    options: Options, value: str, on_change: Callable[[str], Any], **attributes: Any
) -> Element:
    """Return a list to choose from whose label stands elsewhere."""
    element = tag("select", value=value, **attributes)
    known: list[str] = []

    def add(choices: Options) -> None:
        for key, words in choices.items():
            if isinstance(words, str):
                known.append(key)
                text("option", words, value=key)
            else:
                with tag("optgroup", label=key):
                    add(words)

    with element:
        add(options)

    def changed(event: Any) -> None:
        if event.args in known:
            element.props["value"] = event.args
            on_change(event.args)

    return element.on("change", changed, js_handler=VALUE)


def number(
    kind: str,
    low: float,
    high: float,
    step: float,
    value: float,
    on_change: Callable[[float], Any],
    event: str = "change",
    **attributes: Any,
) -> Element:
    """Return a slider (`range`) or a field for a number (`number`), held within its bounds.

    It is heard on leaving it (`change`), or with every key and tick (`input`).
    """
    element = tag("input", type=kind, min=low, max=high, step=step, value=value, **attributes)

    def changed(event: Any) -> None:
        try:
            given = float(event.args)
        except (TypeError, ValueError):
            given = value
        held = min(max(given, low), high) if isfinite(given) else value
        kept = round(held) if isinstance(low, int) else round(held, 6)
        element.props["value"] = kept
        on_change(kept)

    return element.on(event, changed, js_handler=VALUE)


def switch(value: bool, on_change: Callable[[bool], Any], **attributes: Any) -> Element:
    """Return a switch."""
    element = tag("input", "switch", type="checkbox", role="switch", checked=value, **attributes)

    def changed(event: Any) -> None:
        element.props["checked"] = event.args is True
        on_change(event.args is True)

    return element.on("change", changed, js_handler=CHECKED)
