"""Forecasts of a city's living Kubes, from its books and from simulated cities like it."""
