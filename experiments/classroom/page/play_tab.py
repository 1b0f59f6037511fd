"""The game: the group decides month by month; its twin follows a policy with the same luck."""

from collections.abc import Mapping
from functools import partial
from typing import Any, TypedDict

from nicegui import background_tasks

from experiments.classroom.games import (
    decide,
    grant_in,
    in_force,
    later,
    months_decided,
    take_back,
)
from experiments.classroom.page.html_parts import (
    Options,
    button,
    dropdown,
    field,
    fold,
    number,
    select,
    switch,
    tag,
    text,
)
from experiments.classroom.page.pinned import pin, pinned_place
from experiments.classroom.page.room import Room
from experiments.classroom.page.score_sheet import score_table
from experiments.classroom.page.twins_tab import policies
from experiments.classroom.story.catalogue import CLASS, kube_names
from experiments.classroom.story.choice import Choice, choice_of
from experiments.classroom.story.chosen_lucks import GAME_LUCKS, next_luck
from experiments.classroom.story.link import to_query
from experiments.classroom.story.openings import first_game
from experiments.classroom.story.story import Story
from experiments.classroom.telling.difference import funds_idr
from experiments.classroom.telling.failure import failure_sentences, twin_sentence
from experiments.classroom.telling.side_record import Json
from experiments.classroom.texts import words
from experiments.common.numbers import about_idr, month_name
from sim.calendar import month_number
from sim.decisions import GRANT_USES, Decision, GrantUse

LENGTHS = ("1", "3", "12")
PERCENT_STEP = 5
USES: dict[str, GrantUse] = {use: use for use in GRANT_USES}


class Draft(TypedDict):
    """What the controls say of the next decision."""

    share: float
    lend: bool
    grant: GrantUse


class PlayTab:
    """The game's controls, drawn anew after every decision.

    Attributes
    ----------
    changing : str or None
        The month whose decision is changed; None: the next month is decided.
    """

    def __init__(self, room: Room) -> None:
        self.room = room
        self.words, score = words("play")[room.lang], words("score")[room.lang]
        self.changing: str | None = None
        self.length = LENGTHS[0]
        self.about = text("p", self.words["about"], "about")
        with tag("div", "board"):
            self.place = tag("section", "decide", aria_label=self.words["decide"])
            with tag("div", "score"):
                fold(score["open"], id="play-sheet")
                self.sheet = tag("section", "folds", aria_label=score["open"])
        self._setup()
        self.pinned = pinned_place("play-pinned", score["open"])
        self._draw()

    def _setup(self) -> None:
        """Build what a new game begins with: which Kube, which policy the twin follows."""
        story = self.room.story
        with tag("details", "levers") as details:
            text("summary", self.words["choose"])
            with tag("div", "row"):
                names = {str(kube): name for kube, name in kube_names(CLASS).items()}
                kube = str(story.kube) if str(story.kube) in names else next(iter(names))
                chosen = {"kube": kube, "twin": ""}
                twins: Options = {"": self.words["contrast"], **policies(self.room)}
                dropdown("Kube", names, kube, partial(chosen.__setitem__, "kube"), id="play-kube")
                dropdown(self.words["twin"], twins, "", partial(chosen.__setitem__, "twin"),
                         id="play-twin")  # fmt: skip

                def begin() -> None:
                    details.props.pop("open", None)
                    self._begin(int(chosen["kube"]), chosen["twin"])

                button(self.words["start"], begin, id="play-start")
            text("p", self.words["chosen_luck"], "help")

    def _begin(self, kube: int, twin: str) -> None:
        """Begin anew, with the next of the lucks chosen for the Kube."""
        kube = kube if kube in GAME_LUCKS else next(iter(GAME_LUCKS))
        self._go(first_game(kube, twin, next_luck(GAME_LUCKS[kube], self.room.story.seed)), 0)

    def _go(self, story: Story, until: int) -> None:
        self.changing, self.room.until = None, until
        self.room.change(**dict(story))
        self._draw(focus=True)

    def _draw(self, focus: bool = False) -> None:
        """Draw what comes next: at once in the first month, else when the story is known."""
        self.place.clear()
        self.sheet.clear()
        self.pinned.clear()
        begun = "begun" if self.room.until else ""
        for element in (self.about, self.place):
            element.classes(remove="begun", add=begun)
        if self.room.until:
            with self.place:
                text("p", self.room.words["said"]["telling"], "status", role="status")
            background_tasks.create(self._tell(self.room.until, focus))
        else:
            self._next(0)
            if focus:
                self.room.focus("play-month")

    def _next(self, until: int) -> None:
        """Draw the controls of the next decision, or of the one that is changed."""
        choice = choice_of(self.room.story)
        with self.place, tag("div", "next"):
            if until >= choice.kube_months and self.changing is None:
                text("p", self.words["over"], "about", id="play-over", tabindex="-1")
            else:
                self._controls(choice, until)
            self._back(until)

    def _controls(self, choice: Choice, until: int) -> None:
        row, lang = choice.kube, self.room.lang
        month = self.changing or later(row.founded, until)
        number_in_all = month_number(month) - month_number(row.founded) + 1
        heading = self.words["month"].format(
            month=month_name(month, lang), number=number_in_all, months=choice.kube_months
        )
        text("h2", heading, id="play-month", tabindex="-1")
        held = in_force(choice, 0, row, month)
        draft = Draft(share=held.share, lend=held.lend, grant=held.grant)
        self._share(draft)
        with tag("label", "check"):
            switch(held.lend, lambda lend: draft.update({"lend": lend}), id="play-lend",
                   aria_describedby="play-lend-help")  # fmt: skip
            text("span", self.words["lend"])
        text("p", self.words["lend_help"], "help", id="play-lend-help")
        coming = grant_in(choice.scenario, row, month)
        if coming:
            self._grant(draft, *coming)
        with tag("div", "row"):
            if self.changing is None:
                lengths = {length: self.words[f"for_{length}"] for length in LENGTHS}
                dropdown(self.words["decide_for"], lengths, self.length,
                         partial(setattr, self, "length"), id="play-length")  # fmt: skip
            button(self.words["decide"], lambda: self._decide(month, draft, coming is not None),
                   "chief", id="play-decide")  # fmt: skip

    def _share(self, draft: Draft) -> None:
        with field(self.words["share"], "field wide"), tag("span", "slide"):
            shown = text("output", f"{100 * draft['share']:.0f} %", for_="play-share")

            def propose(percent: float) -> None:
                draft["share"] = percent / 100
                shown.set_text(f"{percent:.0f} %")

            number("range", 0, 100, PERCENT_STEP, round(100 * draft["share"]), propose,
                   id="play-share", aria_describedby="play-share-help")  # fmt: skip
        text("p", self.words["share_help"], "help", id="play-share-help")

    def _grant(self, draft: Draft, amount_idr: int, in_kind: bool) -> None:
        uses: dict[str, str] = {use: self.words[f"grant_{use}"] for use in GRANT_USES}
        if in_kind:
            uses = {use: self.words[f"{use}_in_kind"] for use in ("as_given", "share_out")}

        def use_for(use: str) -> None:
            draft["grant"] = USES[use]

        use_for(draft["grant"] if draft["grant"] in uses else GRANT_USES[0])
        question = self.words["grant_in_kind" if in_kind else "grant"]
        with field(question.format(amount=about_idr(amount_idr, self.room.lang)), "field wide"):
            select(uses, draft["grant"], use_for, id="play-grant")

    def _decide(self, month: str, draft: Draft, grant: bool) -> None:
        """Take a decision over into the story; the months it holds for have then passed."""
        decision = Decision(kube=self.room.story.kube, month=month, **draft)
        if not grant:
            decision = decision.model_copy(update={"grant": None})
        until = self.room.until or 0
        if self.changing is None:
            until += self._until_grant(until)
        self._go(decide(self.room.story, [decision]), until)

    def _until_grant(self, until: int) -> int:
        """Return for how many months is decided: a grant is always asked about when it comes."""
        choice = choice_of(self.room.story)
        most = min(int(self.length), choice.kube_months - until)
        for month in range(1, most):
            if grant_in(choice.scenario, choice.kube, later(choice.kube.founded, until + month)):
                return month
        return most

    def _back(self, until: int) -> None:
        """Build the way back: one decision, or a change of a single one."""
        story = self.room.story
        months = months_decided(story)
        if not months:
            return
        founded = choice_of(story).kube.founded

        def back() -> None:
            last = months[-1]
            self._go(take_back(story, last), month_number(last) - month_number(founded))

        def change(month: str) -> None:
            self.changing = month or None
            self._draw()

        with tag("div", "row"):
            button(self.words["back"], back, id="play-back")
            names = {"": "–", **{month: month_name(month, self.room.lang) for month in months}}
            dropdown(self.words["change"], names, self.changing or "", change, id="play-change",
                   aria_describedby="play-change-help")  # fmt: skip
        text("p", self.words["change_help"], "help", id="play-change-help")

    async def _tell(self, until: int, focus: bool) -> None:
        """Draw, when the story is known, how members voted, what comes next, and the score."""
        story = self.room.story
        record = await self.room.desk.served.record(f"{to_query(story)}&until={until}")
        if record is None or self.room.story != story or self.place.is_deleted:
            return
        self.place.clear()
        self.sheet.clear()
        failure = record["sides"][0]["failure"]
        ended = failure is not None and self.changing is None
        shown = failure["month"] + 1 if ended else until
        if ended:
            self._ended(record, failure)
        else:
            with self.place, tag("div", "happened"):
                result = self._result(record["sides"][0]["kube"], until - 1)
                text("p", result, "result", id="play-result", role="status")
                tag("div", "cards", id="play-cards", aria_live="polite")
            self.room.cards()
            self._next(until)
        with self.sheet:
            score_table(record, shown, self.room.lang)
        pin(self.pinned, [self._score(side, shown - 1) for side in record["sides"]])
        if shown != until:
            self.room.until = shown
            self.room.show()
        if focus:
            at_end = until >= choice_of(story).kube_months
            self.room.focus("play-ended" if ended else "play-over" if at_end else "play-month")

    def _score(self, side: Json, month: int) -> tuple[str, str]:
        """Return what a side is called, and its score in a line."""
        lang = self.room.lang
        money = about_idr(funds_idr(side, month), lang)
        got = about_idr(side["kube"]["got_each_idr"][month], lang)
        return side["title"][lang], self.words["pinned"].format(money=money, got=got)

    def _ended(self, record: Mapping[str, Any], failure: Json) -> None:
        """Draw how the group's Kube ended: the cause, who got what, the twin, and ways on."""
        lang, texts = self.room.lang, words("stage")[self.room.lang]["ended"]
        story, founded = self.room.story, choice_of(self.room.story).kube.founded
        turning = later(founded, failure["turning"])
        own, twin = (side["title"][lang] for side in record["sides"])

        def turn_back() -> None:
            self._go(take_back(story, turning), failure["turning"])

        with self.place, tag("section", "ended", id="play-ended", tabindex="-1"):
            text("h2", texts["title"].format(title=own))
            for sentence in failure_sentences(failure, lang):
                text("p", sentence)
            text("p", twin_sentence(record, failure["month"], lang, twin))
            with tag("div", "row"):
                if failure["turning"] > 0:
                    back = texts["back"].format(month=month_name(turning, lang))
                    button(back, turn_back, "chief", id="play-turn-back")
                button(texts["luck"], lambda: self._begin(story.kube, story.right.policy),
                       id="play-other-luck")  # fmt: skip

    def _result(self, kube: Json, month: int) -> str:
        lang, now = self.room.lang, {name: column[month] for name, column in kube.items()}
        shared = about_idr(now["shared_idr"], lang)
        if not now["shared_idr"] + now["aside_idr"]:
            return str(words("stage")[lang]["kube"]["no_profit"])
        if not now["proposed_share"]:
            return str(self.words["result_everything"].format(shared=shared))
        aside = about_idr(now["aside_idr"], lang)
        yes = round(now["consent"] * now["members"])
        result = self.words["result"]
        return str(result.format(aside=aside, shared=shared, members=now["members"], yes=yes))
