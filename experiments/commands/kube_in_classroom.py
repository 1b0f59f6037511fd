"""A Kube of a world that the explorer shows, opened in the classroom beside it."""

from urllib.parse import urlsplit

from experiments.classroom.server.beside import Beside, Opening
from experiments.classroom.story.catalogue import add_scenario
from experiments.classroom.story.choice import choice_of
from experiments.classroom.story.link import to_query
from experiments.classroom.story.story import Side, Story
from experiments.explorer.question import Place, Question
from experiments.explorer.server.app import At
from experiments.pages.sharing import Shared
from sim.course import LeverOverrides


class KubeInClassroom:
    """The classroom beside an explorer: it begins with the first Kube that is opened.

    Parameters
    ----------
    shared : Shared, optional
        How others come into the explorer; the same token lets them into the classroom.
    """

    def __init__(self, place: Place, shared: Shared | None) -> None:
        self._place = place
        host = "" if shared is None else urlsplit(shared.address).hostname or ""
        self._beside = Beside(Opening(place.scenario, host, shared.token if shared else ""))

    def open(self, question: Question, world: int, kube: int) -> At:
        """Return where a Kube of a world is told, the plan on the left.

        Raises
        ------
        InputError
            When the city is too large for a story, has no such Kube, or the classroom does not
            begin.
        """
        told = story_of(self._place, question, world, kube)
        return At(self._beside.port(), to_query(told))

    def close(self) -> None:
        """End the classroom."""
        self._beside.close()


def story_of(place: Place, question: Question, world: int, kube: int) -> Story:
    """Return the first run of a world as a story of a Kube.

    Raises
    ------
    InputError
        When the city is too large for a story, or has no such Kube.
    """
    drawn = place.uncertainty
    draws, parameters = drawn.kind, dict(question.assumed)
    if drawn.folder:
        # A story knows the draws that ship alone: so every value is named.
        draws, parameters = "point", drawn.values(place.scenario, world, parameters)
    story = Story(
        scenario=add_scenario(place.scenario),
        kube=kube,
        seed=question.seed,
        replication=world,
        draws=draws,
        parameters=parameters,
        left=Side(),
        right=Side(levers=LeverOverrides(**question.levers)),
    )
    choice_of(story)
    return story
