// Policies side by side: pins, the same budget, the frontier, who gains.
const PINS_MOST = LETTERS.length;
const NOTHING_MOVED = { levers: {} };
let comparing = null;

const copied = (part) => ({ ...part });
const asPin = () => ({ levers: copied(state.levers) });
const asked = (pin) => queryOf({ levers: pin.levers, prices: state.prices, assumed: state.assumed });
const pinWords = (pin) => Object.entries(pin.levers)
  .map(([name, value]) => `${leverOf[name].title} ${leverWords(leverOf[name], value)}`).join("; ") || word("page.plan");

function updatePins() {
  const pins = state.pins.map((pin, at) => make("span", { class: "pin" }, make("b", {}, LETTERS[at]),
    button(pinWords(pin), () => { state.levers = copied(pin.levers); updateLevers(); ask(); }, { class: "pin-name", id: `pin-${at}`, title: pinWords(pin) }),
    button("×", () => { state.pins.splice(at, 1); if (!state.pins.length) state.compare = false; remember(); frame(); }, { class: "pin-away", "aria-label": say("pin.remove", { name: LETTERS[at] }) })));
  const full = state.pins.length >= PINS_MOST;
  fill(byId("pins"),
    button(word("pin.pin"), pin, { id: "pin", class: "btn main", disabled: full, title: full ? word("pin.most") : null }),
    ...pins,
    button(word("pin.compare"), () => { state.compare = !state.compare; frame(); }, {
      id: "compare", "aria-pressed": String(state.compare), disabled: !state.pins.length,
    }));
}

function pin() {
  if (state.pins.length < PINS_MOST) state.pins.push(asPin());
  remember();
  updateLinks();
  updatePins();
  if (state.compare) updateComparison();
}

function buildComparison() {
  fill(byId("outcomes"),
    make("div", { class: "bar" },
      button(`← ${word("pin.back")}`, () => { state.compare = false; frame(); }, { id: "back" }),
      start.offline ? null : make("label", {}, make("input", {
        type: "checkbox", id: "same", checked: state.same,
        onchange: (event) => { state.same = event.target.checked; updateComparison(); },
      }), ` ${word("pin.same")}`),
      make("span", { id: "count", role: "status" })),
    make("div", { class: "card scroll", id: "comparison", tabindex: "0", role: "group", "aria-label": word("pin.compare") }),
    make("div", { class: "card grow scroll", id: "frontiers", tabindex: "0", role: "group", "aria-label": word("pin.frontier_failed") }));
  byId("outcomes").onclick = null;
  updateComparison();
}

async function updateComparison() {
  if (comparing) comparing.abort();
  const mine = (comparing = new AbortController());
  const pins = [NOTHING_MOVED, asPin(), ...state.pins];
  const marks = ["–", "●", ...LETTERS];
  const same = state.same ? "&same=1" : "";
  const rows = [];
  byId("comparison").setAttribute("aria-busy", "true");
  for (const [at, one] of pins.entries()) {
    const path = `/row?${asked(one)}&lang=${start.lang}&worlds=${state.draws}${at ? same : ""}`;
    const got = await source.get(path, mine.signal);
    if (mine.signal.aborted || !got) return;
    if (got.status !== 200) { state.faults = got.body.faults; show("status"); return; }
    rows.push({ mark: marks[at], ...got.body });
    if (!byId("comparison")) return;
    fill(byId("comparison"), table(rows), state.same ? make("p", { class: "soft" }, word("pin.same_about")) : null);
  }
  byId("comparison").setAttribute("aria-busy", "false");
  fill(byId("frontiers"), make("div", { class: "two" }, frontier(rows, "failed"), frontier(rows, "mandiri")), make("div", { id: "gains" }));
  const got = await source.get(`/gains?${query()}&lang=${start.lang}&worlds=${state.draws}`, mine.signal);
  if (mine.signal.aborted || !got || got.status !== 200 || !byId("gains")) return;
  fill(byId("gains"), gainsTable(got.body));
}

function table(rows) {
  const columns = [
    ["failed", word("short.failed_share"), "#b3400a", 1, counted],
    ["mandiri", word("short.mandiri_share"), "#14508f", 1, counted],
    ["income", `${word("pin.income")}, ${start.number.thousand} Rp`, "#0b5f8a", 1e-3, (value) => signed(value, 1)],
    ["cost", `${word("pin.cost")}, ${start.number.billion} Rp`, "#1f3d5c", 1e-9, (value) => number(value, 2)],
  ];
  const head = make("tr", {}, ...columns.map(([, title]) => make("th", { scope: "col" }, title)));
  const named = (row) => make("tr", {}, make("th", { scope: "rowgroup", class: "policy", colspan: columns.length },
    make("b", {}, row.mark), ` ${row.name}`, make("small", {}, mixWords(row))));
  const bodies = rows.map((row) => make("tbody", {}, named(row), make("tr", {},
    ...columns.map(([key, , color, times, format]) => {
      const worlds = rows.flatMap((other) => other[key].worlds.map((value) => value * times));
      const limits = key === "failed" || key === "mandiri" ? [0, start.scenario.kubes] : [Math.min(0, ...worlds), Math.max(...worlds, 1e-9)];
      return make("td", {}, strip(row[key], limits, color, times, rows[0][key].median, format));
    }))));
  return make("table", { class: "pins" }, make("thead", {}, head), ...bodies);
}

function mixWords(row) {
  if (!row.mix) return "";
  const { supported, left_idr: left } = row.mix;
  if (supported < start.scenario.kubes) return say("pin.same_note", { supported, without: start.scenario.kubes - supported });
  return say("pin.same_all", { kubes: supported, left: rupiah(Math.max(0, left)) });
}

// A row's spread in a small strip: a dot is four worlds.
function strip(spread, [low, high], color, times, plan, format) {
  const width = 118;
  const height = 28;
  const x = (value) => ((value - low) / (high - low || 1)) * width;
  const sorted = spread.worlds.map((value) => value * times).sort((a, b) => a - b);
  const words = `${format(spread.median * times)} (${format(spread.low * times)} … ${format(spread.high * times)})`;
  const svg = picture(width, height, words, { class: "strip" });
  svg.append(draw("path", { d: `M0,${height - 2}H${width}`, class: "line" }),
    draw("path", { d: `M${x(plan * times)},0V${height}`, class: "zero" }));
  const bins = {};
  for (let at = 2; at < sorted.length; at += 4) bins[Math.round(x(sorted[at]) / 5.2)] = (bins[Math.round(x(sorted[at]) / 5.2)] || 0) + 1;
  const rise = Math.min(4, (height - 7) / Math.max(1, ...Object.values(bins)));
  const stacked = {};
  for (let at = 2; at < sorted.length; at += 4) {
    const bin = Math.round(x(sorted[at]) / 5.2);
    stacked[bin] = (stacked[bin] || 0) + 1;
    svg.append(draw("circle", { cx: bin * 5.2, cy: height - 4 - (stacked[bin] - 1) * rise, r: 2.3, fill: color }));
  }
  return make("div", {}, svg, make("span", {}, words));
}

function frontier(rows, key) {
  const width = 300;
  const height = 150;
  const better = key === "failed" ? -1 : 1;
  const seen = [...state.seen.values()].map((one) => ({ x: one.cost / 1e9, y: one[key] }));
  const own = rows.map((row) => ({ mark: row.mark, x: row.cost.mean / 1e9, y: row[key].mean, low: row[key].low, high: row[key].high }));
  const all = [...seen, ...own];
  const most = Math.max(...all.map((one) => one.x)) * 1.08;
  const top = Math.min(start.scenario.kubes, Math.max(...own.map((one) => one.high), ...all.map((one) => one.y)) + 1);
  const bottom = Math.max(0, Math.min(...own.map((one) => one.low), ...all.map((one) => one.y)) - 1);
  const x = (value) => 26 + (value / most) * (width - 36);
  const y = (value) => 8 + ((top - value) / (top - bottom || 1)) * (height - 28);
  const label = `${word(`pin.frontier_${key}`)}: ${own.map((one) => `${one.mark} Rp ${number(one.x, 2)} ${start.number.billion}, ${number(one.y, 1)}`).join("; ")}`;
  const svg = picture(width, height, label);
  const say_ = (text, at, up, anchor, kind) => {
    const node = draw("text", { x: at, y: up, "text-anchor": anchor, class: kind || "soft" });
    node.textContent = text;
    svg.append(node);
  };
  for (const value of [bottom, (bottom + top) / 2, top]) {
    svg.append(draw("path", { d: `M26,${y(value)}H${width}`, class: "grid" }));
    say_(number(value, 0), 22, y(value) + 4, "end");
  }
  say_(`0 ${start.number.billion} Rp`, 26, height - 4, "start");
  say_(number(most, 1), width - 8, height - 4, "end");
  for (const one of seen) svg.append(draw("circle", { cx: x(one.x), cy: y(one.y), r: 2.2, class: "seen" }));
  const best = [];
  for (const one of [...all].sort((a, b) => a.x - b.x || better * (b.y - a.y))) {
    if (!best.length || better * (one.y - best[best.length - 1].y) > 0) best.push(one);
  }
  svg.append(draw("path", { d: best.map((one, at) => `${at ? "L" : "M"}${x(one.x)},${y(one.y)}`).join(""), class: "frontier" }));
  for (const one of own) {
    svg.append(draw("path", { d: `M${x(one.x)},${y(one.low)}V${y(one.high)}`, class: "reach" }),
      draw("circle", { cx: x(one.x), cy: y(one.y), r: 8, class: one.mark === "–" ? "mark open" : one.mark === "●" ? "mark here" : "mark" }));
    say_(one.mark === "●" ? "" : one.mark, x(one.x), y(one.y) + 4, "middle", one.mark === "–" ? "letter dark" : "letter");
  }
  return make("div", {}, make("h2", {}, word(`pin.frontier_${key}`)), svg);
}

function gainsTable(groups) {
  if (!moved()) return make("p", { class: "soft" }, word("pin.gains_none"));
  const thousands = (effect) => `${signed(effect.median / 1e3, 1)} (${signed(effect.low / 1e3, 1)} … ${signed(effect.high / 1e3, 1)})`;
  const heads = [word("pin.gains"), word("pin.gains_share"), word("short.household_income_idr"), word("short.unmet_need_idr")];
  const unit = ` (${start.number.thousand} Rp)`;
  const head = make("tr", {}, ...heads.map((text, at) => make("th", { scope: "col" }, at > 1 ? text + unit : text)));
  const rows = groups.map((group) => make("tr", {}, make("th", { scope: "row" }, group.title),
    make("td", {}, `${number(100 * group.share, 0)} %`),
    ...["household_income_idr", "unmet_need_idr"].map((key) => make("td", {}, thousands(group[key])))));
  return make("table", { class: "pins" }, make("thead", {}, head), make("tbody", {}, ...rows));
}
