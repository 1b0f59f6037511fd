"""The fast engine: its speed on one core and on all of them."""

import time

from experiments.benchmark.rates import Timed
from sim.ensemble.ensemble import Ensemble


def on_one_core(city: Ensemble, runs: int) -> Timed:
    """Run so many replications in one thread, by processor time."""
    jobs = city.jobs(runs)
    started = time.process_time()
    tallies = city.run(jobs, threads=1)
    seconds = time.process_time() - started
    return Timed(int(tallies.household_months.sum()), seconds)


def on_all_cores(city: Ensemble, runs: int) -> Timed:
    """Run so many replications with a thread a core, by the clock on the wall."""
    jobs = city.jobs(runs)
    started = time.perf_counter()
    tallies = city.run(jobs)
    seconds = time.perf_counter() - started
    return Timed(int(tallies.household_months.sum()), seconds)
