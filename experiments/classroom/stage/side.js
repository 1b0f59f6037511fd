// One side: its village, its name, rule and stage, its money, and what befell the group.

const KUBE_FIGURES = ["kas_idr", "bank_idr", "loans_out_idr", "iks_idr", "equipment_idr", "members"];

function makeSide(number, scene) {
  const told = scene.told;
  const side = told.sides[number];
  const heading = make("h2", {});
  const standing = make("p", { class: "standing" });
  const figures = make("dl", { class: "figures" });
  const eventsTitle = make("h3", {});
  const events = make("ul", { class: "happened" });
  const village = makeVillage(number, told, (household, from) => openHousehold(household, from));
  const node = make(
    "section",
    { class: "side side-" + number, "data-side": number ? "right" : "left" },
    make("header", {}, heading, standing),
    figures,
    eventsTitle,
    events
  );

  function show(month, words, titles) {
    replaceWith(heading, mark(number), make("span", {}, titles[number]));
    showStanding(standing, side, month, words);
    showFigures(figures, side, number, month, words);
    village.show(month, words, titles[number]);
    eventsTitle.textContent = words.control.this_month;
    const happened = side.events[month].map((event) => sentenceOf("kube", event, told, words));
    replaceWith(events, ...(happened.length ? happened : [side.kube.stage[month] === null ? words.kube.gone : words.kube.quiet]).map((text) => make("li", {}, text)));
  }

  // Why: both twins in the family's own words, then its figures here, then the rules.
  function openHousehold(household, from) {
    const words = scene.words[scene.lang];
    const titles = titlesOf(scene);
    const month = scene.month;
    const role = household.columns.role[month] || "gone";
    const subtitle = [titles[number], monthName(told.story.months[month], words), words.role[role]].join(" · ");
    const pair = told.sides.map((it) => it.households.find((one) => one.key === household.key));
    const sides = pair.map((twin, which) => (twin ? twinVoice(scene, twin, which, month) : null));
    const content = [
      make("div", { class: "pair" }, ...sides),
      make("h3", {}, words.control.details),
      householdFigures(household, month, words),
      make("h3", {}, words.control.rules),
      reasons("household", household.events[month], told, scene.settings.odd, words),
    ];
    scene.parts.panel.open(houseName(household, words), subtitle, words, content, from);
  }

  return { node: node, village: village, openHousehold: openHousehold, show: show };
}

function showStanding(node, side, month, words) {
  const stage = side.kube.stage[month];
  if (!side.kube.members[month]) {
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
