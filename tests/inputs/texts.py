"""Small valid inputs, as texts to be changed."""

SCENARIO = """\
name = "small"
title = "Two Kubes"
kind = "historical"
start = "2009-01"
months = 36
seen = "2011-06"

[city]
id = 1
name = "Somewhere"
facilitators = 2
first_facilitator = 1
coupled = true

[prices]
base = "2010-03"
poverty_line_idr = 230712.0

[prices.inflation_percent]
2009 = 3.86
2010 = 9.06
2011 = 3.98

[programme]
visits_per_month = 2.0
starter_idr = 15_000_000

[parameters]
"support.leak" = 0.5

[[kubes]]
id = 1
name = "One"
founded = "2009-03"
business = "rings"
members = 10
facilitator = 1
grants = [{ kind = "bpls", month = "2009-12", amount_idr = 30_000_000 }]
observed = [{ quantity = "kas_idr", value = 45_000_000, month = "2011-10", grade = "A" }]

[[kubes]]
id = 2
name = "Two"
founded = "2009-04"
business = "cakes"
set_aside_share = 0.2
"""
POLICY = """\
name = "small"
title = "Visits"
judul = "Kunjungan"

[levers]
visits_per_month = 2.0
starter_idr = 1_000_000
open_books = true
rule = "as_agreed"
"""
CSV = """\
id,name,founded,business,members,set_aside_share
3,Three,2009-05,rings,10,0.3
4,Four,2009-06,cakes,,
"""


def changed(old: str, new: str, text: str = SCENARIO) -> str:
    """Return a text in which one place is changed."""
    assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
    return text.replace(old, new)
