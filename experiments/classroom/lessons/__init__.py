"""Exercises that the model itself checks: read, compare, tell luck from policy.

An exercise is a declared value; what is asked, the answer and the explanation come from runs of
the trainee's own story, or from many runs of the same Kubes.
"""
