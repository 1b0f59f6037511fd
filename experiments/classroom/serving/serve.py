"""The server runs until Ctrl-C."""

from collections.abc import Callable
from typing import Any

import uvicorn

from experiments.classroom.serving.addresses import Opened

MESSAGE_BYTES_MOST = 262_144
CLOSE_S = 2


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
