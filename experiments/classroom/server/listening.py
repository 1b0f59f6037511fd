"""Where the classroom is served: a port that is free, addresses in the room, until Ctrl-C."""

import contextlib
import errno
import socket
from collections.abc import Callable
from typing import Any, NamedTuple

import uvicorn

from sim.inputs.strict import InputError

PORT = 8080
PORTS_TRIED = 20
MESSAGE_BYTES_MOST = 262_144
CLOSE_S = 2
PRIVATE = ("192.168.0.1", "10.0.0.1", "172.16.0.1")
"""Connecting a datagram socket sends nothing; it tells which of our addresses would be used."""


class Opened(NamedTuple):
    """A socket that listens nowhere yet, and its port."""

    socket: socket.socket
    port: int


def open_port(port: int | None, lan: bool) -> Opened:
    """Take a port on this machine alone, or on all its addresses; the first free without `port`.

    Raises
    ------
    InputError
        When the port is taken or not allowed.
    """
    host = "0.0.0.0" if lan else "127.0.0.1"
    for number in range(PORT, PORT + PORTS_TRIED) if port is None else (port,):
        try:
            return _bound(host, number)
        except OSError as error:
            if port is None and error.errno in (errno.EADDRINUSE, errno.EACCES):
                continue
            raise InputError([_why(number, error)]) from None
    raise InputError([f"ports {PORT} to {PORT + PORTS_TRIED - 1}: all taken; name one by --port"])


def _bound(host: str, port: int) -> Opened:
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
        taken.listen()
    except OSError:
        taken.close()
        raise
    return Opened(taken, int(taken.getsockname()[1]))


def _why(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"--port {port}: another program uses it; name another, or none for the next free"
    return f"--port {port}: cannot be used: {error.strerror}"


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


class _Server(uvicorn.Server):
    """Tells when it listens."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: Any = None) -> None:
        """Start to listen, and say so."""
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()


def serve(application: Any, opened: Opened, ready: Callable[[], None]) -> None:
    """Serve on a socket; `ready` is called once it listens.

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
    with opened.socket:
        _Server(config, ready).run(sockets=[opened.socket])
