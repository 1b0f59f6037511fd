// One side: its name, rule and stage, its money, its village, and what befell the group.

const KUBE_FIGURES = ["kas_idr", "bank_idr", "loans_out_idr", "iks_idr", "equipment_idr", "members"];

function makeSide(number, told, panel, settings) {
  const side = told.sides[number];
  const heading = make("h2", {});
  const standing = make("p", { class: "standing" });
  const figures = make("dl", { class: "figures" });
  const eventsTitle = make("h3", {});
  const events = make("ul", { class: "happened" });
  const open = (household, from) => openHousehold(household, from);
  const village = makeVillage(side, open);
  const node = make(
    "section",
    { class: "side side-" + number, "data-side": number ? "right" : "left" },
    make("header", {}, heading, standing),
    figures,
    village.node,
    eventsTitle,
    events
  );
  const now = { month: 0, words: null, titles: null };

  function show(month, words, titles) {
    now.month = month;
    now.words = words;
    now.titles = titles;
    replaceWith(heading, mark(number), make("span", {}, titles[number]));
    showStanding(standing, side, month, words);
    showFigures(figures, side, number, month, words);
    village.show(month, words, titles[number]);
    eventsTitle.textContent = words.control.this_month;
    const happened = side.events[month].map((event) => sentenceOf("kube", event, told, words));
    replaceWith(events, ...(happened.length ? happened : [side.kube.stage[month] === null ? words.kube.gone : words.kube.quiet]).map((text) => make("li", {}, text)));
  }

  function openHousehold(household, from) {
    const words = now.words;
    const month = now.month;
    const role = household.columns.role[month] || "gone";
    const state = stateOf(household, month);
    const subtitle = [now.titles[number], monthName(told.story.months[month], words), words.role[role]].join(" · ");
    const content = [
      make("p", { class: "state-line state-" + state }, words.state[state] + ": " + words.state_help[state] + "."),
      reasons("household", household.events[month], told, settings.odd, words),
      make("h3", {}, words.control.details),
      householdFigures(household, month, words),
      otherSide(household, month, words),
    ];
    panel.open(houseName(household, words), subtitle, words, content, from);
  }

  // The same household on the other side, with the same luck.
  function otherSide(household, month, words) {
    const twin = told.sides[1 - number].households.find((it) => it.key === household.key);
    if (!twin || twin.columns.role[month] === null) {
      return null;
    }
    const text = fill(words.control.twin, {
      side: now.titles[1 - number],
      state: words.state[stateOf(twin, month)],
      cash: exactRupiah(twin.columns.cash_idr[month], words),
    });
    return make("p", { class: "twin" }, text);
  }

  return { node: node, show: show };
}

function showStanding(node, side, month, words) {
  const stage = side.kube.stage[month];
  if (stage === null) {
    replaceWith(node, make("span", { class: "chip gone" }, words.chart.gone));
    return;
  }
  const rule = side.kube.sets_aside[month] ? "sets_aside" : "shares_all";
  replaceWith(
    node,
    make("span", { class: "chip" }, words.figure.rule + ": " + words.figure[rule]),
    make("span", { class: "chip" }, words.chart.ladder + ": " + words.ladder.names[stage]),
    side.kube.stopped[month] ? make("span", { class: "chip stopped" }, words.figure.stopped) : null
  );
}

function showFigures(node, side, number, month, words) {
  replaceWith(
    node,
    ...KUBE_FIGURES.map((name) => {
      const value = side.kube[name][month];
      const text = value === null ? "–" : figure(name, value, words);
      return make("div", {}, make("dt", {}, words.figure[name]), make("dd", { "data-figure": name }, text));
    })
  );
}
