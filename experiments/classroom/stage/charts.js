// Small charts: both sides on one scale, drawn at the real width, the month marked.

const CHARTS = [
  { name: "money", unit: "unit_idr", per: 1e6, main: true, of: fundsOf, write: aboutRupiah },
  { name: "got", unit: "unit_idr", per: 1e6, main: true, stays: true, of: (k, m) => k.got_each_idr[m], write: aboutRupiah },
  { name: "equipment", unit: "unit_idr", per: 1e6, of: (k, m) => k.equipment_idr[m], write: aboutRupiah },
  { name: "members", unit: "unit_members", per: 1, of: (k, m) => k.members[m], write: String },
  { name: "trust", unit: "unit_share", per: 0.01, most: 100, of: (k, m) => k.trust[m], write: (it) => String(Math.round(it * 100)) },
  { name: "ladder", unit: "unit_ladder", per: 1, most: 3, of: (k, m) => k.stage[m], write: (it, words) => words.ladder.names[it] },
];

const HEIGHT = 150;
const LEAST = 64;
const LINE_PX = 19;
const YEAR_PX = 56;
const EDGE = { top: 10, right: 14, bottom: 26 };

// The group's money: kas, bank, and what members have borrowed.
function fundsOf(kube, month) {
  return kube.kas_idr[month] === null ? null : kube.kas_idr[month] + kube.bank_idr[month] + kube.loans_out_idr[month];
}

function makeCharts(onMonth, main) {
  const grid = make("div", { class: main ? "main-charts" : "charts" });
  const charts = CHARTS.filter((kind) => Boolean(kind.main) === main).map((kind) => {
    const heading = make("h3", {});
    const key = make("p", { class: "key" });
    const plot = make("div", { class: "plot" });
    const node = make("section", { class: "chart", "data-chart": kind.name }, heading, key, plot);
    grid.appendChild(node);
    return { kind: kind, heading: heading, key: key, plot: plot };
  });
  return {
    node: grid,
    show(told, month, words, titles, ghosts) {
      charts.forEach((chart) => showChart(chart, told, month, words, titles, onMonth, chart.kind.name === "money" ? ghosts : []));
    },
  };
}

function showChart(chart, told, month, words, titles, onMonth, ghosts) {
  const kind = chart.kind;
  const series = told.sides.map((side) => seriesOf(kind, side, told.story.months));
  const texts = series.map((values) =>
    values[month] === null ? words.chart.gone : kind.write(values[month], words)
  );
  const title = words.chart[kind.name];
  replaceWith(chart.heading, make("span", {}, title), make("span", { class: "unit" }, " (" + words.chart[kind.unit] + ")"));
  replaceWith(
    chart.key,
    ...texts.map((text, side) => make("span", { class: "side-" + side }, mark(side), make("b", {}, text)))
  );
  const label = fill(words.chart.latest, {
    chart: title,
    month: monthName(told.story.months[month], words),
    left: titles[0],
    left_value: texts[0],
    right: titles[1],
    right_value: texts[1],
  });
  empty(chart.plot);
  replaceWith(chart.plot, plotOf(chart, series, told.story, month, words, label, onMonth, ghosts));
}

// What a side's Kube has month by month; in the month in which it closes only its stage.
function seriesOf(kind, side, months) {
  return months.map((_, m) =>
    !kind.stays && side.kube.members[m] === 0 && kind.name !== "ladder" ? null : kind.of(side.kube, m)
  );
}

// A square for the left side, a circle for the right one.
function mark(side) {
  const shape = side
    ? draw("circle", { cx: 8, cy: 7, r: 5.5, class: "fill-1" })
    : draw("rect", { x: 3, y: 2, width: 10, height: 10, class: "fill-0" });
  return draw("svg", { class: "mark", viewBox: "0 0 16 14", width: 16, height: 14, "aria-hidden": "true" }, shape);
}

function plotOf(chart, series, story, month, words, label, onMonth, ghosts) {
  const kind = chart.kind;
  const width = Math.max(150, chart.plot.clientWidth || 320);
  const height = kind.main ? Math.max(LEAST, chart.plot.clientHeight || HEIGHT) : HEIGHT;
  const scale = scaleOf(kind, series.concat(ghosts), story, width, height, month, words);
  const svg = draw("svg", { role: "img", "aria-label": label, width: width, height: height, viewBox: "0 0 " + width + " " + height });
  gridOf(svg, scale, story, words);
  svg.appendChild(
    draw("line", { class: "now", x1: scale.x(month), x2: scale.x(month), y1: EDGE.top - 4, y2: height - EDGE.bottom })
  );
  ghosts.forEach((values) => svg.appendChild(draw("path", { class: "ghost", d: pathOf(values, values.length - 1, scale, kind) })));
  series.forEach((values, side) => lineOf(svg, values, side, month, scale, kind));
  svg.addEventListener("click", (event) => {
    const at = event.clientX - svg.getBoundingClientRect().left;
    onMonth(Math.round(((at - scale.left) / (width - scale.left - EDGE.right)) * (scale.months - 1)));
  });
  return svg;
}

// A main chart grows with the story: a fixed scale would give its end away.
function scaleOf(kind, series, story, width, height, month, words) {
  const until = kind.main ? month + 1 : story.months.length;
  const values = series.flatMap((line) => line.slice(0, until)).filter((value) => value !== null);
  const most = kind.most || Math.max.apply(null, values.concat([0])) / kind.per;
  const ladder = kind.name === "ladder";
  const marks = ladder ? [0, 1, 2, 3] : kind.name === "trust" ? [0, 25, 50, 75, 100] : ticks(most);
  const names = marks.map((it) => (ladder ? words.ladder.names[it].split(" ")[0] : writeTick(it, words)));
  const longest = Math.max.apply(null, names.map((name) => name.length));
  const left = 12 + longest * (kind.main ? 10.5 : 8);
  const top = marks[marks.length - 1];
  const months = Math.max(story.horizon || 0, story.months.length, 2);
  return {
    left: left,
    months: months,
    marks: marks,
    names: names,
    width: width,
    x: (m) => left + (m / (months - 1)) * (width - left - EDGE.right),
    height: height,
    y: (value) => height - EDGE.bottom - (value / top) * (height - EDGE.bottom - EDGE.top),
  };
}

function writeTick(value, words) {
  const parts = String(value).split(".");
  return grouped(parts[0], words) + (parts[1] ? words.number.point + parts[1] : "");
}

// Lines of the scale and the years; a figure is left out where it would lie on its neighbour.
function gridOf(svg, scale, story, words) {
  let below = Infinity;
  scale.marks.forEach((value, number) => {
    const y = scale.y(value);
    svg.appendChild(draw("line", { class: number ? "grid" : "axis", x1: scale.left, x2: scale.width - EDGE.right, y1: y, y2: y }));
    if (below - y >= LINE_PX) {
      below = y;
      svg.appendChild(draw("text", { x: scale.left - 6, y: y + 4, "text-anchor": "end" }, scale.names[number]));
    }
  });
  let before = -Infinity;
  years(story, scale.months).forEach((year) => {
    const x = scale.x(year.month);
    svg.appendChild(draw("line", { class: "axis", x1: x, x2: x, y1: scale.height - EDGE.bottom, y2: scale.height - EDGE.bottom + 4 }));
    if (x - before >= YEAR_PX && x > scale.left + EDGE.right && x < scale.width - EDGE.right - 18) {
      before = x;
      svg.appendChild(draw("text", { x: x, y: scale.height - 6, "text-anchor": "middle" }, year.text));
    }
  });
}

// The Januaries.
function years(story, months) {
  const first = story.months[0];
  const found = [];
  for (let month = (13 - Number(first.slice(5))) % 12; month < months; month += 12) {
    found.push({ month: month, text: String(Number(first.slice(0, 4)) + Math.ceil((Number(first.slice(5)) - 1 + month) / 12)) });
  }
  return found;
}

// An earlier try: a thin line as far as it went.
function pathOf(values, until, scale, kind) {
  let path = "";
  for (let m = 0; m <= until; m += 1) {
    if (values[m] !== null) {
      path += (path && values[m - 1] !== null ? "L" : "M") + scale.x(m).toFixed(1) + " " + scale.y(values[m] / kind.per).toFixed(1);
    }
  }
  return path;
}

function lineOf(svg, values, side, month, scale, kind) {
  const shift = kind.name === "ladder" ? (side ? 2 : -2) : 0;
  let path = "";
  let last = null;
  let broken = true;
  for (let m = 0; m <= month; m += 1) {
    if (values[m] === null) {
      broken = true;
    } else {
      const x = scale.x(m).toFixed(1);
      const y = (scale.y(values[m] / kind.per) + shift).toFixed(1);
      path += broken ? "M" + x + " " + y : (kind.name === "ladder" ? "H" + x + "V" + y : "L" + x + " " + y);
      last = [Number(x), Number(y)];
      broken = false;
    }
  }
  svg.appendChild(draw("path", { class: "line side-" + side, d: path }));
  if (last) {
    svg.appendChild(
      values[month] === null
        ? draw("path", { class: "closed side-" + side, d: "M" + (last[0] - 5) + " " + (last[1] - 5) + "l10 10m0-10l-10 10" })
        : side
        ? draw("circle", { class: "fill-1 dot", cx: last[0], cy: last[1], r: 5 })
        : draw("rect", { class: "fill-0 dot", x: last[0] - 4.5, y: last[1] - 4.5, width: 9, height: 9 })
    );
  }
}
