"""What a forecast leaves behind: the forecast itself, tables, and the facilitator's page."""

from experiments.common.languages import Lang
from experiments.common.printing import NoPrinterError
from experiments.forecast.city_forecast import Json
from experiments.forecast.page import page, pdf
from experiments.forecast.sheets import workbook
from experiments.forecast.stored import file_name, stored_bytes
from experiments.forecast.view import View


def files_of(view: View, content: Json, lang: Lang) -> tuple[dict[str, bytes], str]:
    """Return the files of a forecast by name, and why there is no PDF: empty where there is one.

    Raises
    ------
    InputError
        When openpyxl is not installed.
    """
    today, html = content["today"], page(view, content, lang)
    files = {
        file_name(content): stored_bytes(content),
        f"kubes-{today}-{lang}.xlsx": workbook(content, lang),
        f"page-{today}-{lang}.html": html.encode(),
    }
    try:
        files[f"page-{today}-{lang}.pdf"] = pdf(html)
    except NoPrinterError as error:
        return files, str(error)
    return files, ""
