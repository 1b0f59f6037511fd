"""Scenario discovery: where in the space of factors and drawn parameters runs end badly or well.

Two methods look for a rule, a box of few conditions in which cases are dense:

- PRIM, the patient rule induction method (Friedman and Fisher 1999, Statistics and Computing 9,
  123-143), with the quasi-p value of Bryant and Lempert (2010, Technological Forecasting and
  Social Change 77, 34-49) and the objective for mixed kinds of inputs of Kwakkel and Jaxa-Rozen
  (2016, Environmental Modelling & Software 79, 311-321);
- the best node of a classification tree of scikit-learn (BSD licence), an extra: `pip install
  'kubesim[policy]'`.

PRIM is ours and short, `prim_and_tree.py`, for no library would do: `prim` is under the GPL,
ema-workbench 3 needs Python 3.12, pysubgroup forbids NumPy 2, and imodels has no PRIM and brings
much else.

Runs of a sweep are not independent: those of one replication share its luck and its drawn
parameters, those of one point its factors. So runs are resampled by replication (and, where the
points themselves are a sample, by point), and so are they counted in quasi-p values.
"""
