"""What to find out next: what it is worth to know, in whole, in part, or from a study.

`information` has the measures, by regression on rows; `smoothing` the regression. `parts` names
what could be known of a ranking; `study_file` and `study_runs` what a study would see of each
draw; `learning` puts the answer together, and `learning_tables` shows it.
"""
