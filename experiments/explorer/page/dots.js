// A spread as dots: one dot is one world, and keeps its identity when a lever is moved.
const RADIUS = 3.1;

function dotplot(svg, what) {
  const { width, height, low, high, values, ghost, color, ticks } = what;
  const base = height - (ticks ? 24 : 9);
  const x = (value) => ((Math.min(high, Math.max(low, value)) - low) / (high - low)) * width;
  const step = what.step ? x(low + what.step) : 2 * RADIUS;
  const radius = Math.min(RADIUS, step * 0.47);
  const bin = (value) => Math.round(x(value) / step);
  const counts = {};
  for (const value of values) {
    if (value !== null) counts[bin(value)] = (counts[bin(value)] || 0) + 1;
  }
  const shadow = ghost ? smoothed(ghost.map((value) => bin(value)), Math.round(width / step)) : [];
  const top = Math.max(1, ...Object.values(counts), ...shadow);
  const rise = Math.min(2 * radius + 0.3, (base - 3) / top);
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("height", height);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", what.label);
  if (!svg.layers) layers(svg);
  const { shade, axis, dots, outline, marks } = svg.layers;
  const path = shadow.length
    ? `M0,${base}${shadow.map((size, at) => `L${(at * step).toFixed(1)},${(base - size * rise).toFixed(1)}`).join("")}L${width},${base}Z`
    : "";
  shade.setAttribute("d", path);
  outline.setAttribute("d", path);
  axis.replaceChildren(...axisParts(what, x, base, width, height));
  placeDots(dots, what, { bin, step, base, radius, rise, color });
  marks.replaceChildren(...intervals(what, x, base, color));
}

const BESIDE_ZERO = 44;

function layers(svg) {
  const shade = draw("path", { class: "shade" });
  const axis = draw("g", {});
  const dots = draw("g", {});
  const outline = draw("path", { class: "outline" });
  const marks = draw("g", {});
  svg.replaceChildren(shade, axis, dots, outline, marks);
  svg.layers = { shade, axis, dots, outline, marks };
}

// Bins of a density, in the unit of the stacks: as many dots as there would be.
function smoothed(bins, last) {
  const sums = new Array(last + 1).fill(0);
  for (const at of bins) {
    const weights = sums.map((_, bin) => Math.exp(-0.5 * ((bin - at) / 1.8) ** 2));
    const whole = weights.reduce((sum, weight) => sum + weight, 0) || 1;
    weights.forEach((weight, bin) => { sums[bin] += weight / whole; });
  }
  return sums;
}

function axisParts(what, x, base, width, height) {
  const parts = [draw("path", { d: `M0,${base}H${width}`, class: "line" })];
  if (what.zero) parts.push(draw("path", { d: `M${x(0)},0V${base + 5}`, class: "zero" }));
  const zero = (what.ticks || []).includes(0) ? x(0) : NaN;
  for (const tick of what.ticks || []) {
    // An end that lies beside zero is left out: its figure would run into that of zero.
    if (tick && Math.abs(x(tick) - zero) < BESIDE_ZERO) continue;
    const end = tick === what.low ? "start" : tick === what.high ? "end" : "middle";
    const text = draw("text", { x: x(tick), y: height - 4, "text-anchor": end, class: "soft" });
    text.textContent = what.format(tick);
    parts.push(draw("path", { d: `M${x(tick)},${base}v4`, class: "line" }), text);
  }
  return parts;
}

function placeDots(layer, what, at) {
  const order = what.values.map((_, world) => world);
  order.sort((a, b) => nothing(what, a) - nothing(what, b) || a - b);
  const stacked = {};
  while (layer.childNodes.length > what.values.length) layer.lastChild.remove();
  while (layer.childNodes.length < what.values.length) {
    layer.append(draw("circle", { "data-world": layer.childNodes.length }));
  }
  for (const world of order) {
    const dot = layer.childNodes[world];
    const value = what.values[world];
    const kinds = [
      "dot", nothing(what, world) ? "hollow" : "", state.world === world ? "chosen" : "",
      value === null ? "gone" : "",
    ];
    dot.setAttribute("class", kinds.filter(Boolean).join(" "));
    if (value === null) continue;
    const bin = at.bin(value);
    const level = (stacked[bin] = (stacked[bin] || 0) + 1) - 1;
    dot.setAttribute("r", at.radius);
    dot.style.transform =
      `translate(${(bin * at.step).toFixed(1)}px,${(at.base - at.radius - level * at.rise).toFixed(1)}px)`;
    dot.setAttribute("fill", at.color);
    dot.setAttribute("stroke", at.color);
  }
}

const nothing = (what, world) => (what.works && !what.works[world] ? 1 : 0);

function intervals(what, x, base, color) {
  const { spread, plan, guess, room } = what;
  const parts = [];
  if (plan && plan.median !== null) {
    parts.push(draw("path", { d: `M${x(plan.median)},${base}v-14`, class: "median-of-plan" }));
  }
  if (spread && spread.low !== null) {
    parts.push(
      draw("path", { d: `M${x(spread.low)},${base + 5}H${x(spread.high)}`, stroke: color, "stroke-width": 2 }),
      draw("path", { d: `M${x(spread.median)},${base + 1.5}v7`, stroke: color, "stroke-width": 3 }),
    );
  }
  for (const other of room || []) {
    parts.push(draw("path", { d: `M${x(other)},${base + 1}l-4,7h8z`, class: "guess-of-other" }));
  }
  if (guess !== null && guess !== undefined) {
    parts.push(draw("path", { d: `M${x(guess)},0V${base}`, class: "guess" }));
  }
  return parts;
}
