// What an answer rests on, at the right; and the pane in which assumptions are moved.
function updateBasis() {
  const answer = state.answer;
  if (!answer) return;
  const parts = [make("h2", {}, word("basis.title"))];
  if (!hidden()) parts.push(nothingCard(answer), carrierCard(answer), elsewhereCard(answer));
  if (!start.offline) parts.push(button(word(state.drawer ? "page.close" : "basis.open"), toggleDrawer, {
    id: "open-assumptions", "aria-expanded": String(state.drawer), "aria-controls": "drawer",
  }));
  fill(byId("basis"), ...parts);
}

// How worlds fare: the lever does nothing, next to nothing, or something.
function nothingCard(answer) {
  if (!moved()) return null;
  const card = make("div", { class: "card" }, make("h3", {}, word("basis.nothing_title"),
    make("span", { class: "soft" }, ` (${say("basis.of_worlds", { draws: answer.draws })})`)));
  const { counts } = answer;
  const names = ["nothing", "little", "fewer", "more"].map((name) => word(`basis.${name}`));
  const total = counts.reduce((sum, count) => sum + count, 0) || 1;
  const svg = picture(280, 16, names.map((name, at) => `${counts[at]} ${name}`).join(", "),
    { preserveAspectRatio: "none", class: "whole" });
  let x = 0;
  counts.forEach((count, at) => {
    const width = (count / total) * 280;
    if (count) svg.append(draw("rect", { x, y: 1, width: Math.max(0, width - 1), height: 14, class: `share-${at}` }));
    x += width;
  });
  const list = make("div", { class: "counts" }, ...names.map((name, at) =>
    make("span", {}, make("i", { class: `swatch share-${at}` }), make("b", {}, String(counts[at])), ` ${name}`)));
  card.append(svg, list);
  if (answer.basis.weights) card.append(make("p", { class: "soft" }, answer.basis.weights));
  if (!answer.basis.rivalled) card.append(make("p", { class: "warn" }, word("basis.no_rival")));
  return card;
}

function carrierCard(answer) {
  const { basis } = answer;
  const card = make("div", { class: "card" }, make("h3", {}, word("basis.carry")),
    make("p", { class: "soft" }, word(basis.of_effect ? "basis.carry_effect" : "basis.carry_level")));
  if (!basis.enough) card.append(make("p", {}, word("basis.carry_wait")));
  else if (!basis.carriers.length) card.append(make("p", {}, word("basis.carry_none")));
  const all = basis.carriers.flatMap((carrier) => carrier.groups.map((group) => group.mean));
  const low = Math.min(0, ...all);
  const high = Math.max(0, ...all);
  for (const carrier of basis.carriers) card.append(carrierRow(carrier, low, high));
  return card;
}

function carrierRow(carrier, low, high) {
  const width = 270;
  const x = (value) => 8 + ((value - low) / (high - low || 1)) * (width - 16);
  const words = carrier.groups.map((group) => `${group.name}: ${signed(group.mean, 1)}`).join("; ");
  const svg = picture(width, 16, words);
  const places = carrier.groups.map((group) => x(group.mean));
  svg.append(
    draw("path", { d: `M${x(0)},0v16`, class: "line" }),
    draw("path", { d: `M${Math.min(...places)},8H${Math.max(...places)}`, class: "carried" }));
  carrier.groups.forEach((group, at) => {
    const last = at === carrier.groups.length - 1;
    const dot = draw("circle", { cx: x(group.mean), cy: 8, r: 4.5, class: last ? "carrier full" : "carrier" });
    const title = draw("title", {});
    title.textContent = `${group.name}: ${signed(group.mean, 1)}`;
    dot.append(title);
    svg.append(dot);
  });
  return make("div", { class: "carrier-row" },
    make("div", { class: "t" }, make("b", {}, carrier.title)), svg,
    make("div", { class: "soft" }, `${words} · ${carrier.part}`));
}

function elsewhereCard(answer) {
  const found = answer.basis.elsewhere;
  const card = make("div", { class: "card" }, make("h3", {}, word("basis.elsewhere"),
    make("span", { class: "soft" }, ` (${word("basis.elsewhere_note")})`)));
  if (!found.length) {
    card.append(make("p", { class: "soft" }, word(moved() ? "basis.elsewhere_none" : "basis.elsewhere_still")));
    return card;
  }
  card.append(make("ul", { class: "elsewhere" }, ...found.map((one) =>
    make("li", {}, one.text, make("cite", {}, one.source)))));
  return card;
}

function toggleDrawer() {
  state.drawer = !state.drawer;
  updateBasis();
  if (state.drawer) openDrawer();
  else closeDrawer();
}

function closeDrawer() {
  byId("drawer").hidden = true;
  state.drawer = false;
  updateBasis();
  byId("open-assumptions").focus();
}

async function openDrawer() {
  const place = byId("drawer");
  place.hidden = false;
  fill(place, drawerHead(), make("p", {}, say("assume.wait", { draws: 100 })));
  place.focus();
  const worlds = Math.min(state.draws, 200);
  const got = await source.get(`/assumptions?${query()}&lang=${start.lang}&worlds=${worlds}`);
  if (!got || got.status !== 200 || place.hidden) return;
  state.offered = got.body;
  fill(place, drawerHead(), make("div", { class: "twelve" }, ...state.offered.map(assumptionBox)));
  updateDrawer();
}

function drawerHead() {
  return make("div", { class: "bar" }, make("h2", {}, word("assume.title")),
    make("span", { class: "soft" }, word("assume.about")),
    make("span", { id: "left-here", role: "status" }),
    button(word("assume.back"), () => { state.assumed = {}; byId("drawer").focus(); ask(); }, { id: "back-to-evidence" }),
    button(word("page.close"), closeDrawer, { id: "close-drawer" }));
}

function updateDrawer() {
  if (byId("drawer").hidden || !byId("left-here")) return;
  const left = state.answer && state.answer.left;
  fill(byId("left-here"), left ? make("span", { class: left.beyond ? "left" : "left within" }, left.text) : null);
  byId("back-to-evidence").disabled = !Object.keys(state.assumed).length;
  for (const one of state.offered || []) {
    const box = byId(`assume-${one.name}`);
    if (!box) continue;
    const set = state.assumed[one.name];
    box.classList.toggle("set", set !== undefined);
    const control = box.querySelector("input, select");
    if (one.levels.length) control.value = set === undefined ? "" : set;
    else if (set === undefined && control !== document.activeElement) control.value = middle(one);
    box.querySelector("output").textContent =
      set === undefined ? word("assume.as_drawn") : one.levels.length ? "" : say("assume.set", { value: short(set) });
  }
}

const middle = (one) => (one.ends[0] + one.ends[one.ends.length - 1]) / 2;

function assumptionBox(one) {
  const id = `control-${one.name}`;
  const set = (value) => {
    if (value === "" || value === undefined) delete state.assumed[one.name];
    else state.assumed[one.name] = value;
    ask();
  };
  const control = one.levels.length
    ? make("select", { id, onchange: (event) => set(event.target.value) },
      make("option", { value: "" }, word("assume.as_drawn")),
      ...one.levels.map((level) => make("option", { value: level.name }, level.title)))
    : make("input", {
      id, type: "range", min: one.ends[0], max: one.ends[one.ends.length - 1],
      step: (one.ends[one.ends.length - 1] - one.ends[0]) / 100, value: one.set ?? middle(one),
      onchange: (event) => set(+(+event.target.value).toPrecision(4)),
    });
  return make("div", { class: "assumption", id: `assume-${one.name}` },
    make("label", { for: id }, one.title), histogram(one), control,
    make("div", { class: "t soft" }, make("span", {}, one.said), make("output", { for: id })));
}

function histogram(one) {
  const width = 200;
  const height = 34;
  const bar = width / one.posterior.length;
  const most = Math.max(...one.posterior, ...one.prior) || 1;
  const svg = picture(width, height, `${one.title}: ${one.said}`, { preserveAspectRatio: "none" });
  one.posterior.forEach((part, at) => {
    const size = (part / most) * height;
    svg.append(draw("rect", { x: at * bar + 0.5, y: height - size, width: bar - 1, height: size, class: "posterior" }));
  });
  let line = "";
  one.prior.forEach((part, at) => {
    const y = height - (part / most) * height;
    line += `${at ? "L" : "M"}${at * bar},${y}H${(at + 1) * bar}`;
  });
  svg.append(draw("path", { d: line, class: "prior" }));
  return svg;
}
