// Levers at the left: under the lines of the budget, with unit, grade and price.
const openPrices = new Set();

function buildLevers() {
  const parts = [];
  for (const group of start.groups) {
    parts.push(make("h2", {}, group.title, make("i", {}, payerOf(group))));
    for (const lever of group.levers) parts.push(leverBox(lever));
  }
  parts.push(
    button(word("page.reset"), reset, { id: "reset" }),
    make("p", { class: "key" }, `${word("page.plan_mark")}. ${word("page.grades")}`),
  );
  if (start.offline) parts.push(make("p", { class: "key", id: "offline" }, start.offline));
  fill(byId("levers"), ...parts);
  updateLevers();
}

const payerOf = (group) => {
  const payers = new Set(group.levers.map((lever) => lever.payer));
  const names = [...payers].map((payer) => word(`payer.${payer === "-" ? "none" : payer}`));
  return names.join(", ");
};

function reset() {
  state.levers = {};
  state.prices = {};
  buildLevers();
  ask();
}

function leverBox(lever) {
  const id = `lever-${lever.name}`;
  const grade = make("span", { class: lever.grade === "-" ? "grade none" : "grade", title: lever.source },
    lever.grade === "-" ? "–" : lever.grade);
  const short_ = lever.kind !== "range";
  const head = make("div", { class: "t" },
    make("span", {}, make("label", { for: id }, lever.title), " ", short_ ? grade : null), make("output", { for: id, id: `${id}-value` }));
  const foot = short_ ? null : make("div", { class: "m" }, make("span", {}, lever.unit), grade, priceKnob(lever));
  return make("div", { class: "lever", id: `${id}-box` }, head, controlOf(lever, id), foot, priceBox(lever));
}

function controlOf(lever, id) {
  if (lever.kind === "switch") {
    return make("div", { class: "s" }, make("input", {
      id, type: "checkbox", role: "switch", class: "switch",
      onchange: (event) => setLever(lever.name, event.target.checked),
    }));
  }
  if (lever.kind === "choice") {
    const options = Object.entries(lever.options).map(([value, words]) => make("option", { value }, words));
    return make("select", { id, onchange: (event) => setLever(lever.name, event.target.value) }, ...options);
  }
  if (lever.stops) return stopsOf(lever, id);
  const slider = make("input", {
    id, type: "range", min: lever.low, max: lever.high, step: lever.step,
    oninput: (event) => setLever(lever.name, onStep(lever, +event.target.value)),
  });
  const part = (lever.plan - lever.low) / (lever.high - lever.low || 1);
  const mark = make("span", { class: "plan-mark", style: `left:calc(${part} * (100% - 16px) + 8px)` });
  return make("div", { class: "s" }, slider, mark);
}

// In a table a slider goes from stop to stop.
function stopsOf(lever, id) {
  const last = lever.stops.length - 1;
  const slider = make("input", {
    id, type: "range", min: 0, max: last, step: 1,
    oninput: (event) => setLever(lever.name, lever.stops[+event.target.value]),
  });
  const part = lever.stops.indexOf(lever.plan) / last;
  return make("div", { class: "s" }, slider,
    make("span", { class: "plan-mark", style: `left:calc(${part} * (100% - 16px) + 8px)` }));
}

// The plan's own value is met even where it lies between two steps.
function onStep(lever, value) {
  return Math.abs(value - lever.plan) < lever.step / 2 ? lever.plan : Math.round(value * 1e6) / 1e6;
}

function leverWords(lever, value) {
  if (lever.kind === "switch") return word(`yes.${value}`);
  if (lever.kind === "choice") return lever.options[value];
  if (value === 0 && lever.zero) return lever.zero;
  if (lever.unit.startsWith("Rp")) return rupiah(value);
  return short(value);
}

function valueWithUnit(lever, value) {
  const words = leverWords(lever, value);
  if (lever.unit === "Rp" || words === lever.zero) return words;
  return `${words}${lever.unit.startsWith("Rp") ? "," : ""} ${lever.unit}`;
}

function priceKnob(lever) {
  if (!lever.price) return null;
  return button("", () => togglePrice(lever.name), { id: `price-${lever.name}`, class: "price" });
}

function togglePrice(name) {
  if (!openPrices.delete(name)) openPrices.add(name);
  const box = byId(`price-box-${name}`);
  box.replaceWith(priceBox(leverOf[name]));
  updateLevers();
}

function priceBox(lever) {
  const price = lever.price;
  const box = make("div", { class: "price-box", id: `price-box-${lever.name}` });
  box.hidden = !price || !openPrices.has(lever.name);
  if (box.hidden) return box;
  const id = `price-of-${lever.name}`;
  const now = state.prices[price.name] ?? (price.low + price.high) / 2;
  const set = (value) => {
    if (value === null) delete state.prices[price.name];
    else state.prices[price.name] = value;
    updateLevers();
    ask();
  };
  box.append(
    make("label", { for: id }, say("page.price_of", { title: price.title, unit: price.unit })),
    make("input", {
      id, type: "range", min: Math.floor(price.low), max: Math.ceil(price.high), value: now,
      step: Math.max(500, Math.round((price.high - price.low) / 100 / 500) * 500),
      oninput: (event) => set(+event.target.value),
    }),
    button(word("page.price_let"), () => set(null)),
    make("p", {}, say("page.price_source", { source: price.source })),
  );
  return box;
}

function priceWords(price) {
  const fixed = state.prices[price.name];
  if (fixed !== undefined) return rupiah(fixed);
  return rupiahRange(price.low, price.high);
}

function updateLevers() {
  for (const lever of allLevers) {
    const value = state.levers[lever.name] ?? lever.plan;
    const id = `lever-${lever.name}`;
    const control = byId(id);
    if (!control) continue;
    if (lever.stops) control.value = lever.stops.indexOf(value);
    else if (lever.kind === "switch") control.checked = value;
    else if (control !== document.activeElement || +control.value !== value) control.value = value;
    byId(`${id}-value`).textContent = lever.kind === "choice" ? "" : leverWords(lever, value);
    if (lever.kind === "range") control.setAttribute("aria-valuetext", valueWithUnit(lever, value));
    byId(`${id}-box`).classList.toggle("moved", lever.name in state.levers);
    if (lever.price) {
      const knob = byId(`price-${lever.name}`);
      knob.textContent = priceWords(lever.price);
      knob.setAttribute("aria-label", `${word("page.price_fix")}: ${lever.price.title}, ${priceWords(lever.price)}`);
      knob.setAttribute("aria-expanded", String(openPrices.has(lever.name)));
    }
  }
}
