// The swarm: a hundred lucks stream in, ours is bold; the share shifts both clouds; a line opens its story.
(() => {
  "use strict";
  const PIECES = [4, 8, 16, 32, 40];
  const FIRST_TIME_MS = 6000;
  const EDGE = { left: 64, right: 10, top: 12, bottom: 26 };
  const NEAR = 24;
  const start = window.kubesimStart;
  const words = start.luck;
  const language = start.stage[start.lang];
  const put = (sentence, figures) => sentence.replace(/\{(\w+)\}/g, (_, name) => figures[name]);
  const byId = (id) => document.getElementById(id);
  const state = { of: "", share: null, kind: "alone", asked: 0, lines: [], guess: null, open: false };

  const svg = (name, attributes, ...children) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };

  // The story with another share proposed on the right; the rest of it stays.
  function query() {
    if (state.share === null) return state.of;
    const fields = new URLSearchParams(state.of);
    fields.set("right.rule", "set_aside_first");
    fields.set("right.set_aside_share", String(state.share / 100));
    return fields.toString();
  }

  async function piece(of, first, count) {
    const response = await fetch(`/lucks?of=${encodeURIComponent(of)}&kind=${state.kind}&first=${first}&count=${count}&lang=${start.lang}`);
    return { status: response.status, body: await response.json() };
  }

  function status(text) {
    byId("swarm-status").textContent = text;
  }

  // Lines come a few at a time; who moves something meanwhile begins anew.
  async function stream() {
    const mine = ++state.asked;
    const of = query();
    const begun = performance.now();
    state.lines = [];
    status(words.running);
    const patient = setTimeout(() => mine === state.asked && status(words.first_time), FIRST_TIME_MS);
    for (const count of PIECES) {
      let got;
      try {
        got = await piece(of, state.lines.length, count);
      } catch {
        got = { status: 0, body: { faults: [start.said.waiting] } };
      }
      if (mine !== state.asked) return clearTimeout(patient);
      if (got.status !== 200) {
        clearTimeout(patient);
        return status(put(words.failed, { why: got.body.faults[0] }));
      }
      if (!state.lines.length) {
        clearTimeout(patient);
        frame(got.body, begun);
      }
      state.lines.push(...got.body.lines);
      drawClouds();
    }
    status("");
    reveal();
  }

  function frame(first, begun) {
    Object.assign(state, { months: first.months, own: first.own, titles: first.titles.map((title) => title[start.lang]) });
    const slider = byId("swarm-month");
    const last = first.months.length - 1;
    if (Number(slider.max) !== last) {
      slider.max = last;
      slider.value = last;
    }
    if (state.share === null) showShare(Math.round(first.shares[1] * 100));
    byId("swarm-share").disabled = false;
    byId("swarm-seen").hidden = false;
    byId("swarm").dataset.firstMs = Math.round(performance.now() - begun);
  }

  function showShare(share) {
    byId("swarm-share").value = share;
    byId("swarm-share-shown").textContent = `${share} %`;
  }

  const month = () => Number(byId("swarm-month").value);

  // The highest line sets the scale of both clouds; one that stands far above the others is cut.
  function scale() {
    const tops = state.lines.concat(state.own).flatMap((line) => line.sides.map((side) => Math.max(0, ...side)));
    tops.sort((a, b) => a - b);
    return Math.max(1, tops[Math.floor(0.98 * (tops.length - 1))], ...state.own.sides.flat());
  }

  function drawClouds() {
    const most = scale();
    byId("swarm-clouds").replaceChildren(...[0, 1].map((side) => cloud(side, most)));
    counts();
    chosen();
  }

  function cloud(side, most) {
    const wide = Math.max(280, (byId("swarm-clouds").clientWidth - 24) / (window.innerWidth > 640 ? 2 : 1));
    const high = window.innerWidth > 640 ? 260 : 220;
    const every = state.months.length > 100 ? 4 : wide < 420 ? 2 : 1;
    const x = (m) => EDGE.left + (m / Math.max(1, state.months.length - 1)) * (wide - EDGE.left - EDGE.right);
    const y = (value) => high - EDGE.bottom - (Math.min(value, most * 1.04) / most) * (high - EDGE.bottom - EDGE.top);
    const path = (values) => {
      let text = "";
      let broken = true;
      values.forEach((value, m) => {
        if (value === null) broken = true;
        else {
          text += `${broken ? "M" : "L"}${x(m).toFixed(1)} ${y(value).toFixed(1)}`;
          broken = false;
        }
      });
      return text;
    };
    const title = state.titles[side];
    const label = put(words.cloud, { title, lines: state.lines.length });
    const picture = svg("svg", { role: "img", "aria-label": label, width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, class: `cloud side-${side}` });
    for (const mark of window.kubesim.write.ticks(most / 1000)) {
      if (mark * 1000 > most * 1.04) continue;
      picture.append(svg("line", { class: "grid", x1: EDGE.left, x2: wide - EDGE.right, y1: y(mark * 1000), y2: y(mark * 1000) }));
      picture.append(svg("text", { x: EDGE.left - 6, y: y(mark * 1000) + 5, "text-anchor": "end" }, String(mark).replace(".", language.number.point)));
    }
    state.months.forEach((name, m) => {
      if (name.endsWith("-01") && Number(name.slice(0, 4)) % every === 0) {
        picture.append(svg("text", { x: x(m), y: high - 6, "text-anchor": "middle" }, name.slice(0, 4)));
      }
    });
    const now = month();
    picture.append(svg("line", { class: "now", x1: x(now), x2: x(now), y1: EDGE.top, y2: high - EDGE.bottom }));
    state.lines.forEach((line) => picture.append(svg("path", { class: "luck", d: path(line.sides[side]) })));
    picture.append(svg("path", { class: "luck own", d: path(state.own.sides[side]) }));
    const picked = state.lines[state.picked];
    if (picked) picture.append(svg("path", { class: "luck picked", d: path(picked.sides[side]) }));
    picture.addEventListener("click", (event) => {
      const box = picture.getBoundingClientRect();
      const at = Math.round(((event.clientX - box.left - EDGE.left) / (wide - EDGE.left - EDGE.right)) * (state.months.length - 1));
      pick(nearest(side, Math.max(0, Math.min(state.months.length - 1, at)), event.clientY - box.top, y));
    });
    const figure = document.createElement("figure");
    const caption = document.createElement("figcaption");
    caption.className = `side-${side}`;
    caption.textContent = title;
    const unit = document.createElement("span");
    unit.textContent = ` (${words.unit})`;
    caption.append(unit);
    figure.append(caption, picture);
    return figure;
  }

  function nearest(side, at, height, y) {
    let best = null;
    let least = NEAR;
    state.lines.forEach((line, number) => {
      const value = line.sides[side][at];
      const off = value === null ? Infinity : Math.abs(y(value) - height);
      if (off < least) [best, least] = [number, off];
    });
    return best;
  }

  function pick(number) {
    state.picked = number;
    if (number !== null) byId("swarm-line").value = number + 1;
    drawClouds();
  }

  const money = (thousands) => window.kubesim.write.aboutRupiah(thousands * 1000, language);

  // What became of one luck, and the way into its story.
  function chosen() {
    const place = byId("swarm-chosen");
    const line = state.lines[state.picked];
    place.replaceChildren();
    if (!line) return place.append(words.tap);
    const texts = line.sides.map((side, n) => {
      const value = side[month()];
      return put(value === null ? words.line_closed : words.line_goes_on, { title: state.titles[n], money: value === null ? "" : money(value) });
    });
    const link = document.createElement("a");
    link.className = "knob";
    link.id = "swarm-open";
    link.href = `${location.pathname}?${line.query}`;
    link.textContent = put(words.open_line, { n: state.picked + 1 });
    place.append(`${texts.join(" ")} `, link);
  }

  // Counts of the lines that are drawn, in the month that is marked: they add up.
  function counted() {
    const at = month();
    const pairs = state.lines.map((line) => line.sides.map((side) => side[at]));
    const count = (test) => pairs.filter(test).length;
    const worth = (value) => value ?? 0;
    return {
      runs: pairs.length,
      left_alive: count(([left]) => left !== null),
      right_alive: count(([, right]) => right !== null),
      left_only: count(([left, right]) => left !== null && right === null),
      right_only: count(([left, right]) => left === null && right !== null),
      more: count(([left, right]) => worth(right) > worth(left)),
      less: count(([left, right]) => worth(right) < worth(left)),
      same: count(([left, right]) => worth(right) === worth(left)),
    };
  }

  function counts() {
    const [left, right] = state.titles;
    const figures = { left, right, month: window.kubesim.write.monthName(state.months[month()], language), ...counted() };
    byId("swarm-month-shown").textContent = figures.month;
    byId("swarm-counts").dataset.counts = JSON.stringify(counted());
    byId("swarm-counts").replaceChildren(
      ...["counted", "alive", "lives", "against"].map((name) => {
        const item = document.createElement("li");
        item.textContent = put(words[name], figures);
        return item;
      })
    );
  }

  function ask() {
    const of = query();
    byId("swarm-seen").hidden = true;
    status("");
    state.guess = window.kubesimGuess.ask(byId("swarm-guess"), { of: `luck ${of}`, title: words.guess, onShow: stream });
  }

  function reveal() {
    if (!state.guess) return;
    const { more, runs } = counted();
    state.guess.reveal(Math.round((100 * more) / runs));
  }

  // Opened with another story, the tab asks anew.
  function opened() {
    const of = window.kubesimPage?.query();
    if (!byId("swarm") || !byId("swarm").getClientRects().length || !of) return false;
    if (of !== state.of) {
      Object.assign(state, { of, share: null, lines: [], picked: null });
      ask();
    }
    return true;
  }

  function open() {
    let tries = 0;
    const look = setInterval(() => (opened() || ++tries > 200) && clearInterval(look), 50);
  }

  document.addEventListener("input", (event) => {
    const { id, value, name } = event.target;
    if (id === "swarm-month" && state.lines.length) drawClouds();
    if (id === "swarm-share") byId("swarm-share-shown").textContent = `${value} %`;
    if (id === "swarm-line" && state.lines.length) pick(Math.max(1, Math.min(state.lines.length, Number(value) || 1)) - 1);
    if (name === "swarm-kind") state.kind = value;
  });
  document.addEventListener("change", (event) => {
    const { id, value, name } = event.target;
    if (id === "swarm-share") state.share = Number(value);
    if ((id === "swarm-share" || name === "swarm-kind") && !byId("swarm-seen").hidden) stream();
  });
  document.addEventListener("click", (event) => event.target.closest?.("#tab-luck") && open());
  window.addEventListener("resize", () => state.lines.length && byId("swarm")?.getClientRects().length && drawClouds());
  open();
})();
