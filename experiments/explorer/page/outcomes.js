// Outcomes in the middle: headline, the Kubes of one world, spreads, cost by payer and year.
const COLORS = {
  failed_share: "#b3400a", growing_share: "#0a7560", mandiri_share: "#14508f",
  household_income_idr: "#0b5f8a", unmet_need_idr: "#6a4a86",
};
const KUBES = ["failed_share", "growing_share", "mandiri_share"];
const MONEY = ["household_income_idr", "unmet_need_idr"];
const STAGES = ["gagal", "tumbuh", "berkembang", "mandiri"];
const STAGE_COLORS = ["#b3400a", "#e3b93f", "#1f9c82", "#14508f"];
const PAYERS = { ministry: "#1f3d5c", city: "#5fa3cf", members: "url(#hatch)" };
let scales = { plan: "", of: {} };

function updateHead() {
  const answer = state.answer;
  const head = byId("headline");
  const below = byId("below");
  if (hidden()) {
    fill(head, word("guess.hidden"));
    below.replaceChildren();
    return;
  }
  if (!answer) return;
  fill(head, make("b", {}, answer.head.strong), ` ${answer.head.rest}`);
  const parts = [];
  if (answer.left) parts.push(make("span", { class: answer.left.beyond ? "left" : "left within" }, answer.left.text));
  if (answer.head.note) parts.push(make("span", { class: "note" }, answer.head.note));
  if (state.guessing) parts.push(make("b", {}, guessWords(answer)));
  parts.push(...answer.below.map((text) => make("span", {}, text)));
  fill(below, ...parts);
  fill(byId("mini"), narrow() ? squares(answer) : null);
}

function updateStatus() {
  const answer = state.answer;
  const place = byId("count");
  if (!place) return;
  const counted_ = answer
    ? say("page.draws", { draws: answer.draws, whole: state.draws, runs: answer.runs_per_draw }) : "";
  place.textContent = state.cut ? word("page.waiting")
    : state.busy ? `${counted_} · ${word("page.counting")}` : counted_;
  byId("explorer").setAttribute("aria-busy", String(state.busy));
  byId("explorer").dataset.answered = state.answered || "";
  byId("explorer").dataset.draws = answer && !state.busy ? answer.draws : "";
}

function buildOutcomes() {
  const toolbar = make("div", { class: "bar" },
    make("span", { class: "seg", role: "group", "aria-label": word("page.outcomes") },
      viewKnob("level"), viewKnob("difference")),
    make("span", { id: "count", role: "status" }));
  const rows = KUBES.map((name) => [
    make("div", { class: "row-name" }, make("b", { style: `color:${COLORS[name]}`, title: start.outcomes[name] }, word(`short.${name}`)),
      make("div", { id: `figure-${name}`, class: "figure" })),
    draw("svg", { id: `plot-${name}` }),
  ]).flat();
  fill(byId("outcomes"),
    toolbar,
    make("div", { class: "card grow" }, make("div", { id: "squares" }),
      make("div", { class: "plots", id: "plots" }, ...rows), make("div", { class: "legend", id: "legend" })),
    make("div", { class: "three" },
      ...MONEY.map((name) => make("div", { class: "card" }, make("h2", { title: `${start.outcomes[name]}, ${word("page.per_month")}` },
        word(`short.${name}`), make("span", { class: "soft" }, `, ${start.number.thousand} Rp/${word("short.month")}`)),
        make("div", { id: `figure-${name}`, class: "figure" }), draw("svg", { id: `plot-${name}`, height: 104 }))),
      make("div", { class: "card" }, make("h2", {}, say("payer.public", { year: start.scenario.price_year })),
        make("div", { id: "figure-cost", class: "figure" }), make("div", { id: "plot-cost" }))));
  byId("outcomes").onclick = choose;
  byId("outcomes").onpointerover = hover;
}

const viewKnob = (view) => make("button", {
  type: "button", id: `view-${view}`, "aria-pressed": String(state.view === view),
  onclick: () => { state.view = view; buildOutcomes(); updateOutcomes(); updateStatus(); },
}, word(`page.${view}`));

function choose(event) {
  const dot = event.target.closest(".dot");
  if (!dot) return;
  const world = +dot.dataset.world;
  state.world = state.world === world ? null : world;
  updateOutcomes();
}

function hover(event) {
  const dot = event.target.closest(".dot");
  for (const lit of document.querySelectorAll(".dot.lit")) lit.classList.remove("lit");
  if (!dot) return;
  for (const same of document.querySelectorAll(`.dot[data-world="${dot.dataset.world}"]`)) same.classList.add("lit");
}

function updateOutcomes() {
  const answer = state.answer;
  if (!answer || !byId("plots")) return;
  fill(byId("squares"), narrow() ? worldKnobs(answer) : squareRow(answer));
  byId("legend").textContent = word(state.view === "level" ? "page.legend_level" : "page.legend_difference");
  // What stands below is drawn first: the room that is left is for the Kubes.
  for (const name of MONEY) moneyPlot(answer, name);
  costPicture(answer);
  const width = Math.max(160, byId("plots").clientWidth - (narrow() ? 120 : 178));
  const free = byId("plots").parentElement.clientHeight - byId("squares").offsetHeight - byId("legend").offsetHeight - 26;
  const height = narrow() ? 84 : Math.max(64, Math.floor((free - 16) / KUBES.length));
  KUBES.forEach((name, at) => kubePlot(answer, name, width, height + (at === KUBES.length - 1 ? 15 : 0), at));
}

// An effect where the levers work, as the headline has it; over all worlds where all are alike.
const effectOf = (answer, name) => answer.outcomes[name].if_it_works || answer.outcomes[name];
const spreadOf = (answer, name) =>
  (state.view === "level" ? answer.outcomes[name].moved : effectOf(answer, name));

function scaled(spread, times) {
  const ends = {};
  for (const key of ["median", "low", "high"]) ends[key] = spread[key] === null ? null : spread[key] * times;
  return ends;
}

function kubePlot(answer, name, width, height, at) {
  const dots = answer.shown[name];
  const difference = state.view === "difference";
  const spread = scaled(spreadOf(answer, name), answer.kubes);
  const plan = scaled(answer.outcomes[name].plan, answer.kubes);
  const parts = figureParts(plan, spread, difference, difference ? ofCounted : counted);
  const reach = difference ? stretch(name, dots.effect) : answer.kubes;
  const ticks = at === KUBES.length - 1
    ? [0, 1, 2, 3, 4].map((part) => (difference ? -reach + (part * reach) / 2 : (part * reach) / 4)) : null;
  dotplot(byId(`plot-${name}`), {
    width, height, low: difference ? -reach : 0, high: reach, step: reach / 80 * (difference ? 2 : 1),
    values: difference ? dots.effect : dots.moved, ghost: difference ? null : dots.plan,
    works: moved() ? answer.works : null, color: COLORS[name], ticks, zero: difference,
    format: (value) => (difference ? signed(value, 0) : number(value, 0)), spread,
    plan: difference ? null : plan,
    guess: state.guessing && state.revealed && name === "failed_share" && !difference ? state.guess : null,
    room: state.guessing && state.revealed && name === "failed_share" && !difference ? state.room : null,
    label: `${start.outcomes[name]}: ${parts.join("")}`,
  });
  figure(`figure-${name}`, parts);
}

// The axis of differences stays while an answer grows finer.
function stretch(name, values) {
  const key = query();
  if (scales.plan !== key) scales = { plan: key, of: {} };
  const widest = Math.max(...Object.values(scales.of), ...values.map((value) => Math.abs(value || 0)));
  const kubes = start.scenario.kubes;
  scales.of[name] = [0.1, 0.2, 0.5, 1].map((part) => part * kubes).find((reach) => reach >= widest) || kubes;
  return Math.max(...Object.values(scales.of));
}

// A difference with its interval; or the level, after that of the plan where something is moved.
function figureParts(plan, spread, difference, write) {
  if (spread.median === null) return ["", "–", ""];
  const to = difference ? " … " : "–";
  return [
    difference || !moved() ? "" : `${write(plan.median)} → `, write(spread.median),
    ` (${write(spread.low)}${to}${write(spread.high)})`,
  ];
}

function figure(id, [before, median, interval], title) {
  fill(byId(id), before ? make("span", { class: "soft" }, before) : null, make("b", {}, median),
    make("small", { title }, interval));
}

function moneyPlot(answer, name) {
  const svg = byId(`plot-${name}`);
  const width = Math.max(140, svg.parentElement.clientWidth - 18);
  const dots = answer.shown[name];
  const difference = state.view === "difference";
  const spread = scaled(spreadOf(answer, name), 1 / 1e3);
  const plan = scaled(answer.outcomes[name].plan, 1 / 1e3);
  const parts = figureParts(plan, spread, difference, (value) => (difference ? signed(value, 1) : number(value, 0)));
  const values = (difference ? dots.effect : dots.moved).map((value) => (value === null ? null : value / 1e3));
  const ghost = difference ? null : dots.plan.filter((value) => value !== null).map((value) => value / 1e3);
  const [low, high] = ends([...values.filter((value) => value !== null), ...(ghost || [])], difference);
  dotplot(svg, {
    width, height: 104, low, high, values, ghost, works: moved() ? answer.works : null, color: COLORS[name],
    ticks: difference && low < 0 && high > 0 ? [low, 0, high] : [low, high], zero: difference,
    format: (value) => (difference ? signed(value, 0) : number(value, 0)),
    spread, plan: difference ? null : plan,
    label: `${start.outcomes[name]}: ${parts.join("")} ${word("page.per_month")}`,
  });
  figure(`figure-${name}`, parts, word("page.per_month"));
}

function ends(values, aroundZero) {
  const low = Math.min(...values, aroundZero ? 0 : Infinity);
  const high = Math.max(...values, aroundZero ? 0 : -Infinity);
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((size) => size >= (high - low) / 8) || 2000;
  const first = Math.floor(low / step) * step;
  const last = Math.ceil(high / step) * step;
  return [first, last > first ? last : first + step];
}

function costPicture(answer) {
  const { years, by_year: paid } = answer.cost;
  const place = byId("plot-cost");
  const width = Math.max(140, place.parentElement.clientWidth - 18);
  const height = 86;
  const base = height - 16;
  const bar = width / years.length;
  const whole = [0, 1].map((side) => years.map((_, year) =>
    Object.keys(PAYERS).reduce((sum, payer) => sum + paid[payer][side][year], 0)));
  const most = Math.max(1, ...whole.flat()) * 1.02;
  const words = Object.keys(PAYERS).map((payer) =>
    `${word(`payer.${payer}`)} ${rupiah(paid[payer][1].reduce((sum, idr) => sum + idr, 0))}`);
  const svg = picture(width, height, words.join(", "));
  svg.append(hatch());
  years.forEach((year, at) => {
    let top = base;
    for (const [payer, color] of Object.entries(PAYERS)) {
      const size = (paid[payer][1][at] / most) * base;
      top -= size;
      svg.append(draw("rect", { x: at * bar + 2, y: top, width: bar - 4, height: size, fill: color }));
    }
    const plan = base - (whole[0][at] / most) * base;
    svg.append(draw("path", { d: `M${at * bar + 0.5},${base}V${plan}H${(at + 1) * bar - 0.5}V${base}`, class: "plan-bar" }));
    if (at % 2 === 0) {
      const edge = at === 0 ? ["start", 0] : at === years.length - 1 ? ["end", width] : ["middle", at * bar + bar / 2];
      const text = draw("text", { x: edge[1], y: height - 2, "text-anchor": edge[0], class: "soft" });
      text.textContent = year;
      svg.append(text);
    }
  });
  const key = Object.entries(PAYERS).map(([payer]) =>
    make("span", {}, make("i", { class: `swatch ${payer}` }), word(`payer.${payer}`)));
  fill(place, make("div", { class: "payers" }, ...key), svg);
  const cost = answer.cost.moved;
  fill(byId("figure-cost"), make("b", {}, rupiah(cost.median)),
    make("small", { title: word("payer.public_note") }, ` (${number(cost.low / 1e9, 2)}–${number(cost.high / 1e9, 2)})`));
}

function hatch() {
  const pattern = draw("pattern", { id: "hatch", width: 4, height: 4, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    draw("rect", { width: 4, height: 4, fill: "#fff" }), draw("rect", { width: 1.6, height: 4, fill: "#4d5866" }));
  return draw("defs", {}, pattern);
}

// The world whose Kubes are shown: the one chosen, else the one in the middle.
function worldShown(answer) {
  if (state.world !== null && state.world < answer.stages.length) return state.world;
  const effects = answer.shown.failed_share[moved() ? "effect" : "plan"];
  const worlds = effects.map((value, world) => [value, world]).filter(([value, world]) =>
    value !== null && (!moved() || answer.works[world] || !answer.works.includes(true)));
  worlds.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return worlds.length ? worlds[worlds.length >> 1][1] : 0;
}

function squares(answer) {
  const world = worldShown(answer);
  const [plan, policy] = answer.stages[world];
  const total = plan.reduce((sum, count) => sum + count, 0) || 1;
  const side = Math.min(13.6, 544 / total);
  const words = (counts) => counts.map((count, at) => `${count} ${word(`stage.${STAGES[at]}`)}`).join(", ");
  const svg = picture(544, side * 2 + 4,
    `${word("page.plan")}: ${words(plan)}; ${word("page.moved")}: ${words(policy)}`, { class: "squares" });
  [plan, policy].forEach((counts, row) => {
    let at = 0;
    counts.forEach((count, stage) => {
      for (let kube = 0; kube < count; kube += 1, at += 1) svg.append(square(at * side, row * (side + 2), side * 0.88, stage));
    });
  });
  return svg;
}

function square(x, y, size, stage) {
  const group = draw("g", {});
  const failed = stage === 0;
  group.append(draw("rect", {
    x: x + (failed ? 0.8 : 0), y: y + (failed ? 0.8 : 0), width: size - (failed ? 1.6 : 0), height: size - (failed ? 1.6 : 0),
    rx: 1.5, fill: failed ? "#fff" : STAGE_COLORS[stage], stroke: failed ? STAGE_COLORS[0] : stage === 1 ? "#8a6a00" : "none",
    "stroke-width": failed ? 1.6 : 1,
  }));
  const part = size / 12;
  if (failed) group.append(draw("path", { d: `M${x + 3 * part},${y + 3 * part}l${6 * part},${6 * part}m0,${-6 * part}l${-6 * part},${6 * part}`, stroke: STAGE_COLORS[0], "stroke-width": 1.6 }));
  if (stage === 3) group.append(draw("path", { d: `M${x + 3 * part},${y + 6.2 * part}l${2.2 * part},${2.4 * part} ${4 * part},${-5 * part}`, stroke: "#fff", fill: "none", "stroke-width": 1.7 }));
  return group;
}

function squareRow(answer) {
  return make("div", { class: "square-row" },
    make("div", { class: "soft" }, word("page.plan"), make("br", {}), make("b", {}, word("page.moved"))),
    squares(answer), worldKnobs(answer));
}

// Which world is shown square by square; on a narrow screen its squares stand in the head.
function worldKnobs(answer) {
  const world = worldShown(answer);
  const turn = (by) => {
    state.world = (world + by + answer.stages.length) % answer.stages.length;
    updateHead();
    updateOutcomes();
  };
  const nothingHere = moved() && !answer.works[world];
  return make("div", { class: "world" },
    button("‹", () => turn(-1), { id: "world-before", "aria-label": word("page.world_previous") }),
    make("b", {}, `${word("page.world")} ${world + 1}`),
    button("›", () => turn(1), { id: "world-after", "aria-label": word("page.world_next") }),
    start.offline ? null : button(word("page.replay"), () => replay(world), { id: "replay" }),
    nothingHere ? make("div", { class: "soft" }, word("page.nothing_here")) : null);
}
