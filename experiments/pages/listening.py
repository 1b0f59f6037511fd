"""Where a page is served: a port that is free, addresses in the room, until Ctrl-C."""

import contextlib
import errno
import os
import socket
from typing import Any

import uvicorn

from experiments.common.refusals import fault_of
from sim.inputs.said import both
from sim.inputs.strict import InputError

PORT = 8080
PORTS_TRIED = 20
MESSAGE_BYTES_MOST = 262_144
CLOSE_S = 2
PRIVATE = ("192.168.0.1", "10.0.0.1", "172.16.0.1")
"""Connecting a datagram socket sends nothing; it tells which of our addresses would be used."""


def open_port(port: int | None, lan: bool) -> socket.socket:
    """Listen on this machine alone, or on all its addresses; at the first free without `port`.

    Raises
    ------
    InputError
        When the port is taken or not allowed.
    """
    host = "0.0.0.0" if lan else "127.0.0.1"
    for number in range(PORT, PORT + PORTS_TRIED) if port is None else (port,):
        try:
            return socket.create_server((host, number))
        except OSError as error:
            if port is None and error.errno in (errno.EADDRINUSE, errno.EACCES):
                continue
            system = os.strerror(error.errno or 0)
            why = both(f"cannot be used: {system}", f"tidak dapat dipakai: {system}")
            if error.errno == errno.EADDRINUSE:
                why = both(
                    "another program uses it; name another, or none for the next free",
                    "dipakai program lain; sebutkan yang lain, atau hapus agar dicarikan",
                )
            raise InputError([fault_of(f"--port {number}", why)]) from None
    last = PORT + PORTS_TRIED - 1
    fault = both(
        f"ports {PORT} to {last}: all taken; name one by --port",
        f"porta {PORT} sampai {last}: semua terpakai; sebutkan satu dengan --port",
    )
    raise InputError([fault])


def room_addresses() -> list[str]:
    """Return this machine's addresses that others in the room may reach, likeliest first."""
    addresses: list[str] = []
    for target in PRIVATE:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((target, 9))
                addresses.append(str(probe.getsockname()[0]))
            except OSError:
                continue
    with contextlib.suppress(OSError):
        addresses += socket.gethostbyname_ex(socket.gethostname())[2]
    return [
        address for address in dict.fromkeys(addresses) if not address.startswith(("127.", "0."))
    ]


def serve(application: Any, opened: socket.socket) -> None:
    """Serve on a socket.

    Raises
    ------
    KeyboardInterrupt
        After Ctrl-C, when all is closed.
    """
    config = uvicorn.Config(
        application,
        log_level="warning",
        access_log=False,
        ws="wsproto",
        ws_max_size=MESSAGE_BYTES_MOST,
        timeout_graceful_shutdown=CLOSE_S,
        server_header=False,
        proxy_headers=False,
    )
    with opened:
        uvicorn.Server(config).run(sockets=[opened])
