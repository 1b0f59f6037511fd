"""Connecting to a cluster's scheduler, or a line on why that cannot be."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from distributed import Client, Security
from distributed.comm.core import connect
from distributed.core import send_recv

from sim.inputs.strict import InputError

CONNECT_SECONDS = 10.0
SCHEMES = ("tcp://", "tls://")
LOGGERS = ("distributed", "distributed.client")


def client_of(address: str) -> Any:
    """Return a client of the scheduler at an address.

    Raises
    ------
    InputError
        When there is none, or it cannot be reached in some seconds.
    """
    if not address.startswith(SCHEMES):
        known = " or ".join(SCHEMES)
        raise InputError([f"--scheduler {address}: must begin with {known}"])
    for name in LOGGERS:  # What they say of a scheduler that is gone, we say in a line.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        with ThreadPoolExecutor(1) as apart:  # There may be a loop in this thread, as in Jupyter.
            kind = apart.submit(asyncio.run, _kind_at(address)).result()
        if kind == "Scheduler":
            return Client(address, timeout=CONNECT_SECONDS)
        why = f"a {kind.lower()} answers there, not a scheduler"
    except Exception as error:  # Whatever an unknown program answers.
        why = str(error).partition("\n")[0] or type(error).__name__
    raise InputError([f"--scheduler {address}: cannot be reached ({why})"])


async def _kind_at(address: str) -> str:
    """Ask what answers at an address; a client would wait for an answer for ever."""
    try:
        return await asyncio.wait_for(_asked(address), CONNECT_SECONDS)
    except TimeoutError:
        raise TimeoutError(f"no answer in {CONNECT_SECONDS:.0f} s") from None


async def _asked(address: str) -> str:
    comm = await connect(
        address, timeout=CONNECT_SECONDS, **Security().get_connection_args("client")
    )
    try:
        return str((await send_recv(comm, op="identity"))["type"])
    finally:
        comm.abort()
