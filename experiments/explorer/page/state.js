// What is asked and what is shown: the question, its link, and answers that grow finer.
const COARSE = [25, 100, 200];
const ANSWERS_KEPT = 60;
const AGAIN_MS = 1500;
const LETTERS = "ABCD";

const state = {
  levers: { ...start.asked.levers }, prices: { ...start.asked.prices },
  assumed: { ...start.asked.assumed }, draws: start.asked.draws, seed: start.asked.seed,
  view: "level", world: null, pins: start.asked.pins.map((levers) => ({ levers })), compare: false, same: false, tab: "outcomes",
  guessing: false, guess: null, revealed: false, drawer: false, answer: null, busy: false,
  cut: false, faults: start.faults, seen: new Map(),
};
const allLevers = start.groups.flatMap((group) => group.levers);
const leverOf = Object.fromEntries(allLevers.map((lever) => [lever.name, lever]));
const listeners = [];
const answers = new Map();
let asking = null;

const moved = () => Object.keys(state.levers).length > 0;
const hidden = () => state.guessing && !state.revealed;
const written = (value) => encodeURIComponent(String(value));

function queryOf(asked) {
  const pairs = [
    ["scenario", start.scenario.name], ["draws", state.draws], ["seed", state.seed],
    ["version", start.stamp],
  ];
  for (const { name } of allLevers) {
    if (name in asked.levers) pairs.push([name, leverText(name, asked.levers[name])]);
  }
  for (const name of Object.keys(asked.prices).sort()) {
    pairs.push([`price.${name}`, asked.prices[name]]);
  }
  for (const name of Object.keys(asked.assumed).sort()) {
    pairs.push([`assume.${name}`, asked.assumed[name]]);
  }
  return pairs.map(([key, value]) => `${key}=${written(value)}`).join("&");
}

// Levers that are whole numbers are written without a decimal.
const leverText = (name, value) =>
  leverOf[name] && leverOf[name].whole && typeof value === "number" ? Math.round(value) : value;

const query = () => queryOf(state);

// What an answer does not depend on, and the question carries: the policies put beside it.
function pinsQuery() {
  return state.pins.map(({ levers }, at) => {
    const named = allLevers.filter(({ name }) => name in levers);
    const parts = named.map(({ name }) => `${name}:${written(leverText(name, levers[name]))}`);
    return `&pin.${LETTERS[at].toLowerCase()}=${parts.join(",")}`;
  }).join("");
}

const wholeQuery = () => query() + pinsQuery();
const link = () => `${location.origin}${location.pathname}?${wholeQuery()}`;

function remember() {
  if (!start.offline) history.replaceState(null, "", `${location.pathname}?${wholeQuery()}`);
}

function show(what) {
  for (const listener of listeners) listener(what || "answer");
}

function setLever(name, value) {
  if (value === leverOf[name].plan) delete state.levers[name];
  else state.levers[name] = value;
  if (state.guessing) state.revealed = false;
  state.faults = [];
  ask();
}

async function fetched(path, signal) {
  for (;;) {
    try {
      const response = await fetch(path, { signal });
      state.cut = false;
      return { status: response.status, body: await response.json() };
    } catch (error) {
      if (signal && signal.aborted) return null;
      state.cut = true;
      show("status");
      await new Promise((done) => setTimeout(done, AGAIN_MS));
      if (signal && signal.aborted) return null;
    }
  }
}

// In a file from disk a table stands in the place of the server.
async function unpacked() {
  const bytes = Uint8Array.from(atob(window.explorerFile.table), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

let tabulated = null;

async function lookedUp(path) {
  const [what, asked] = path.slice(1).split("?");
  const given = new URLSearchParams(asked);
  const names = allLevers.map((lever) => lever.name).filter((name) => given.has(name));
  const key = names.map((name) => `${name}=${+given.get(name)}`).join("&");
  tabulated = tabulated || unpacked();
  const entry = (await tabulated)[key];
  if (!entry || !(what in entry[start.lang])) return null;
  return { status: 200, body: entry[start.lang][what] };
}

const source = { get: (path, signal) => (start.offline ? lookedUp(path) : fetched(path, signal)) };

function steps() {
  if (start.offline) return [state.draws];
  return [...COARSE.filter((step) => step < state.draws), state.draws];
}

function keep(key, answer) {
  answers.delete(key);
  answers.set(key, answer);
  if (answers.size > ANSWERS_KEPT) answers.delete(answers.keys().next().value);
}

// Ask what is moved now: coarse first, then finer; what was asked before is given up.
async function ask() {
  if (asking) asking.abort();
  const mine = (asking = new AbortController());
  const asked = query();
  remember();
  const known = answers.get(asked);
  if (known) {
    state.answer = known;
    state.answered = asked;
  }
  state.busy = !known || known.draws < state.draws;
  show(known ? "answer" : "asked");
  for (const step of steps()) {
    if (known && known.draws >= step) continue;
    const got = await source.get(`/answer?${asked}&lang=${start.lang}&worlds=${step}`, mine.signal);
    if (mine.signal.aborted || got === null) return;
    if (got.status !== 200) {
      state.faults = got.body.faults;
      state.busy = false;
      show("status");
      return;
    }
    state.answer = got.body;
    state.answered = asked;
    state.busy = step < state.draws;
    keep(asked, got.body);
    note(asked, got.body);
    show("answer");
  }
}

// Every policy that was looked at stays as a dot beside the frontier.
function note(asked, answer) {
  if (Object.keys(state.assumed).length) return;
  const { failed_share: failed, mandiri_share: mandiri } = answer.outcomes;
  if (failed.b === null) return;
  state.seen.set(asked, {
    cost: answer.cost.moved.mean, failed: answer.kubes * failed.b,
    mandiri: answer.kubes * mandiri.b,
  });
}
