"""The classroom in a process of its own, which another page begins when it first needs it."""

import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from experiments.classroom.server.app import application
from experiments.classroom.story.catalogue import add_scenario
from experiments.classroom.story.story import Story
from experiments.pages.listening import open_port, serve
from experiments.pages.sharing import Shared
from experiments.store.workers import end_with_parent, start_worker, stop_worker
from sim.inputs.strict import InputError
from sim.scenario import Scenario

BEGUN_S = 120.0
"""A process has said where it listens by then, on a slow machine as well."""
CLOSED_S = 5.0
NOT_BEGUN = "the classroom did not begin; the window of this page's server says why"


@dataclass(frozen=True)
class Opening:
    """What a classroom begins with.

    Attributes
    ----------
    scenario : Scenario
        Put beside those that ship, and shown first.
    host, token : str
        As others in the room come in; empty where it is served on this machine alone.
    """

    scenario: Scenario
    host: str = ""
    token: str = ""

    def __call__(self) -> tuple[Any, Any]:
        """Return the application, and the socket on which it is to be served."""
        opened = open_port(None, bool(self.token))
        address = f"http://{self.host}:{opened.getsockname()[1]}"
        shared = Shared(address, self.token) if self.token else None
        name = add_scenario(self.scenario)
        kube = min(one.id for one in self.scenario.kubes)
        return application(Story(scenario=name, kube=kube), shared), opened


class Beside:
    """A classroom beside another page; it begins when its port is first asked for."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening
        self._begun: tuple[Any, Any] | None = None
        self._port = 0
        self._asked = threading.Lock()

    def port(self) -> int:
        """Return the port on which it listens; begin it where it does not run.

        Raises
        ------
        InputError
            When it does not begin.
        """
        with self._asked:
            if self._begun is None or not self._begun[0].is_alive():
                self._begin()
            return self._port

    def close(self) -> None:
        """End it, and what it has begun itself."""
        with self._asked:
            if self._begun is not None:
                process, _ = self._begun
                process.terminate()
                process.join(CLOSED_S)
                stop_worker(*self._begun)
                self._begun = None

    def _begin(self) -> None:
        if self._begun is not None:
            stop_worker(*self._begun)
        self._begun = start_worker(self._opening, _serve, has_workers=True)
        said = None
        with suppress(EOFError, OSError):
            said = self._begun[1].recv() if self._begun[1].poll(BEGUN_S) else None
        if said is None:
            stop_worker(*self._begun)
            self._begun = None
            raise InputError([NOT_BEGUN])
        self._port = said


def _serve(opening: Opening, end: Any) -> None:
    """Serve a classroom until the parent ends it; say on which port."""
    threading.Thread(target=end_with_parent, daemon=True).start()
    whole, opened = opening()
    end.send(opened.getsockname()[1])
    serve(whole, opened)
