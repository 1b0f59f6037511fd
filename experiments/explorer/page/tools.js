// Small tools: elements, words, numbers as the page's language writes them.
const start = window.explorerStart;
const NS = "http://www.w3.org/2000/svg";
const byId = (id) => document.getElementById(id);
const narrow = () => window.innerWidth <= 900;

function make(name, attributes, ...inside) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === false || value === null || value === undefined) continue;
    if (key === "class") node.className = value;
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...inside.filter((part) => part !== null && part !== undefined && part !== ""));
  return node;
}

function draw(name, attributes, ...inside) {
  const node = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes || {})) node.setAttribute(key, value);
  node.append(...inside);
  return node;
}

const picture = (width, height, label, attributes) =>
  draw("svg", {
    viewBox: `0 0 ${width} ${height}`, height, role: "img", "aria-label": label,
    ...(attributes || {}),
  });

function word(key) {
  return key.split(".").reduce((part, name) => part[name], start.words);
}

function say(key, figures) {
  return word(key).replace(/\{(\w+)\}/g, (_, name) => figures[name]);
}

const MINUS = "\u2212";

function number(value, places) {
  const [whole, part] = Math.abs(value).toFixed(places).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, start.number.group);
  const text = part ? grouped + start.number.point + part : grouped;
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

// A number with as many decimals as say something.
function short(value) {
  const size = Math.abs(value);
  if (value === Math.round(value)) return number(value, 0);
  const text = number(value, size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
  return text.includes(start.number.point) ? text.replace(/[.,]?0+$/, "") : text;
}

function signed(value, places) {
  const text = number(value, places);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

const counted = (value) => number(value, Math.abs(value) >= 3 || Math.abs(value) < 0.05 ? 0 : 1);
const ofCounted = (value) => (value > 0 && /[1-9]/.test(counted(value)) ? "+" : "") + counted(value);

function rupiah(value, sign) {
  const size = Math.abs(value);
  const before = value < 0 ? MINUS : sign && value > 0 ? "+" : "";
  const [unit, name, places] =
    size >= 1e9 ? [1e9, ` ${start.number.billion}`, 2]
    : size >= 1e6 ? [1e6, ` ${start.number.million}`, size >= 1e7 ? 0 : 1]
    : [1, "", 0];
  return `${before}Rp ${number(size / unit, places)}${name}`;
}

// A range of amounts in one unit.
function rupiahRange(low, high) {
  const [unit, name] = low >= 1e6 ? [1e6, ` ${start.number.million}`] : high >= 1e4 ? [1e3, ` ${start.number.thousand}`] : [1, ""];
  return `Rp ${short(low / unit)}–${short(high / unit)}${name}`;
}

function monthName(count) {
  const month = start.scenario.start + count;
  return `${start.number.months_short[month % 12]} ${Math.floor(month / 12)}`;
}

// Replace what is inside without losing the place that has the keyboard.
function fill(node, ...inside) {
  const held = document.activeElement && node.contains(document.activeElement)
    ? document.activeElement.id : "";
  const top = node.scrollTop;
  node.replaceChildren(...inside.filter(Boolean));
  node.scrollTop = top;
  if (held && byId(held)) byId(held).focus({ preventScroll: true });
}

function button(words, onclick, more) {
  return make("button", { type: "button", class: "btn", onclick, ...(more || {}) }, words);
}
