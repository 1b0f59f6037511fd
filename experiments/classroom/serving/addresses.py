"""Where the classroom is found: a port that is free, and this machine's address in the room."""

import contextlib
import errno
import socket
from typing import NamedTuple

from sim.inputs.strict import InputError

PORT = 8080
PORTS_TRIED = 20
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
    found: list[str] = []
    for target in PRIVATE:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            try:
                probe.connect((target, 9))
                found.append(str(probe.getsockname()[0]))
            except OSError:
                continue
    with contextlib.suppress(OSError):
        found += socket.gethostbyname_ex(socket.gethostname())[2]
    return [it for it in dict.fromkeys(found) if not it.startswith(("127.", "0."))]
