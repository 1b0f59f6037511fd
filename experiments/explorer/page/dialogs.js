// Guessing before the result, one world month by month, and what is taken away.
const GUESSES_MS = 3000;
const PLAY_MS = 120;
const who = Math.random().toString(36).slice(2, 14);
let playing = null;

function buildGuess() {
  const kubes = start.scenario.kubes;
  const value = state.guess ?? Math.round(kubes / 2);
  const output = make("b", { id: "guess-value", class: "large" }, `${word("guess.yours")}: ${value} / ${kubes}`);
  const slider = make("input", {
    type: "range", id: "guess", min: 0, max: kubes, value, "aria-label": say("guess.title", { kubes }),
    oninput: (event) => { output.textContent = `${word("guess.yours")}: ${event.target.value} / ${kubes}`; },
  });
  fill(byId("outcomes"), make("div", { class: "card guess-card" },
    make("h2", {}, say("guess.title", { kubes })), make("p", {}, pinWords(asPin())), slider,
    make("div", { class: "bar" }, output, button(word("guess.show"), () => reveal(+slider.value), { id: "reveal", class: "btn main" })),
    make("p", { class: "soft" }, word("guess.steps")), make("p", { id: "room-guesses" })));
  guesses(null);
}

async function reveal(value) {
  state.guess = value;
  state.revealed = true;
  await guesses(value);
  frame();
}

async function guesses(value) {
  const more = value === null ? "" : `&who=${who}&guess=${value}`;
  const got = await source.get(`/guesses?${query()}${more}`);
  if (!got || got.status !== 200) return;
  state.room = got.body.guesses;
  const place = byId("room-guesses");
  if (place) place.textContent = say("guess.room", { count: state.room.length });
}

setInterval(async () => {
  if (!state.guessing || document.hidden) return;
  const before = (state.room || []).length;
  await guesses(null);
  if (state.revealed && (state.room || []).length !== before) updateOutcomes();
}, GUESSES_MS);

function guessWords(answer) {
  const { low, high } = scaled(answer.outcomes.failed_share.moved, answer.kubes);
  const inside = state.guess >= Math.floor(low) && state.guess <= Math.ceil(high);
  return say(inside ? "guess.inside" : "guess.outside", { guess: state.guess, low: counted(low), high: counted(high) });
}

function dialog(title, ...inside) {
  const place = byId("dialog");
  fill(place, make("h2", { id: "dialog-title" }, title), ...inside,
    make("form", { method: "dialog" }, button(word("page.close"), () => place.close(), { id: "close-dialog", class: "btn main" })));
  place.showModal();
}

async function copy(text) {
  try { await navigator.clipboard.writeText(text); } catch { return false; }
  return true;
}

async function takeLink() {
  const text = link();
  await copy(text);
  dialog(word("take.link"), make("p", {}, word("page.copied")), make("pre", { tabindex: "0", id: "link-text" }, text));
}

async function takeCommands() {
  const got = await source.get(`/commands?${wholeQuery()}`);
  if (!got || got.status !== 200) return;
  const typed = (words, text) => [make("p", {}, ...words), make("pre", { tabindex: "0" }, text)];
  const file = make("a", { href: `/policy.toml?${query()}`, download: "explored.toml" }, "explored.toml");
  dialog(word("take.commands"), ...typed([word("take.policy_file"), " ", file], got.body.policy),
    ...Object.entries(got.body.commands).flatMap(([what, text]) => typed([word(`take.${what}`)], text)));
}

function takeRoom() {
  const code = make("div", { class: "code" });
  code.innerHTML = start.room.code;
  dialog(word("take.share"), code, make("pre", { tabindex: "0" }, start.room.link));
}

async function replay(world) {
  const got = await source.get(`/world?${query()}&world=${world}`);
  if (!got || got.status !== 200) return;
  const told = got.body;
  const months = start.scenario.months;
  const board = make("div", { class: "boards" }, boardOf(told, "plan"), boardOf(told, "moved"));
  const slider = make("input", { type: "range", id: "replay-month", min: 0, max: months - 1, value: 0, "aria-label": word("replay.month") });
  const at = make("output", { id: "replay-at", for: "replay-month" });
  const step = (month) => {
    slider.value = month;
    slider.setAttribute("aria-valuetext", monthName(month));
    at.textContent = monthName(month);
    for (const side of ["plan", "moved"]) paintBoard(told, side, month);
  };
  slider.oninput = () => step(+slider.value);
  const knob = button(word("replay.play"), () => {
    if (playing) { stopPlaying(knob); return; }
    if (+slider.value === months - 1) step(0);
    knob.textContent = word("replay.pause");
    playing = setInterval(() => {
      if (!byId("dialog").open || +slider.value === months - 1) { stopPlaying(knob); return; }
      step(+slider.value + 1);
    }, PLAY_MS);
  }, { id: "play" });
  dialog(say("replay.title", { world: world + 1 }), make("p", { class: "soft" }, word("replay.about")),
    make("div", { class: "bar" }, knob, slider, at), board);
  step(0);
}

function stopPlaying(knob) {
  clearInterval(playing);
  playing = null;
  knob.textContent = word("replay.play");
}

function boardOf(told, side) {
  const of = `/classroom?${query()}&lang=${start.lang}&world=${told.world}`;
  const kubes = told.kubes.map((kube, at) => make("a", {
    class: "kube", id: `kube-${side}-${at}`, href: `${of}&kube=${kube.id}`, target: "_blank", rel: "noopener",
  }));
  return make("div", {}, make("h3", {}, word(`page.${side}`)), make("div", { class: "board" }, ...kubes), make("p", { id: `board-${side}`, class: "soft" }));
}

function paintBoard(told, side, month) {
  const counts = [0, 0, 0, 0];
  told.kubes.forEach((kube, at) => {
    const sign = told[side][at][month];
    const name = sign === "." ? word("replay.before") : word(`stage.${STAGES[+sign]}`);
    if (sign !== ".") counts[+sign] += 1;
    const node = byId(`kube-${side}-${at}`);
    node.className = `kube ${sign === "." ? "before" : STAGES[+sign]}`;
    node.textContent = sign === "0" ? "×" : sign === "3" ? "✓" : "";
    node.setAttribute("aria-label", `${kube.name}: ${name}. ${word("replay.classroom")}`);
    node.title = `${kube.name}: ${name}`;
  });
  byId(`board-${side}`).replaceChildren(...counts.map((count, at) =>
    make("span", {}, make("i", { class: `swatch ${STAGES[at]}` }), `${count} ${word(`stage.${STAGES[at]}`)}  `)));
}
