"""Sheets to be printed, from the templates of this folder."""

from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from experiments.classroom.texts import say
from experiments.common.languages import Lang


def sheets(template: str, lang: Lang, **contents: Any) -> str:
    """Return a template filled as HTML; it has `lang` and `say` beside what is given."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(lang=lang, say=partial(say, lang), **contents)
