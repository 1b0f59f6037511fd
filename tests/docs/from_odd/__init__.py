"""The model written again from `docs/odd.md` alone, as a stranger would: nothing of `sim` is used.

Formulas stand as on the page and in its order; names are those of its tables. `k` is a Kube,
`h` a household, `f` a facilitator, `v` the parameter values of the section's group.
"""
