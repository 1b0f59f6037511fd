// The middle speaks: the guided opening, where the twins part, how a Kube ends.
//
// A card takes the middle column alone, so that both villages stay in sight.

const SEEN = "kubesim-opening-seen";

function makeCard(middle) {
  const node = make("section", { class: "card", tabindex: "-1", hidden: true, "aria-labelledby": "kubesim-card" });

  function close() {
    node.hidden = true;
    middle.classList.remove("speaks");
    empty(node);
  }

  function open(kind, title, content, buttons, unasked) {
    node.setAttribute("data-card", kind);
    replaceWith(
      node,
      make("h2", { id: "kubesim-card" }, title),
      make("div", { class: "card-body", tabindex: "0" }, ...content),
      make("div", { class: "card-buttons" }, ...buttons)
    );
    node.hidden = false;
    middle.classList.add("speaks");
    if (!unasked) {
      node.focus({ preventScroll: true });
    }
  }

  return { node: node, open: open, close: close, isOpen: () => !node.hidden };
}

function cardButton(text, action, name) {
  return make("button", { type: "button", class: name === "on" ? "plain chief" : "plain", "data-card-button": name, onclick: action }, text);
}

function said(text) {
  return make("p", {}, text.replace(/Rp /g, "Rp\u00a0"));
}

// Six beats, each a sentence or two; the last one hands over.
function openOpening(scene, beat, onEnd, unasked) {
  const words = scene.words[scene.lang].opening;
  const end = () => {
    remember();
    scene.root.removeAttribute("data-beat");
    scene.parts.card.close();
    onEnd();
  };
  const last = beat === words.beats.length - 1;
  scene.root.setAttribute("data-beat", String(beat));
  const go = (to) => openOpening(scene, to, onEnd);
  scene.parts.card.open(
    "opening",
    words.titles[beat],
    [make("p", { class: "quiet" }, fill(words.of, { n: beat + 1, all: words.beats.length })), said(openingSentence(scene, beat))],
    [
      cardButton(last ? words.begin : words.next, last ? end : () => go(beat + 1), "on"),
      beat ? cardButton(words.back, () => go(beat - 1), "back") : null,
      last ? null : cardButton(words.skip, end, "skip"),
    ],
    unasked
  );
}

function openingSentence(scene, beat) {
  const words = scene.words[scene.lang];
  const sides = scene.told.sides;
  const titles = titlesOf(scene);
  const coin = aboutRupiah(scene.shown[0].village.centre.coin(), words);
  return fill(words.opening.beats[beat], { families: sides[0].kube.members[0], left: titles[0], right: titles[1], coin: coin });
}

function remember() {
  try {
    window.localStorage.setItem(SEEN, "1");
  } catch (error) {
    // A page opened from disk may have no storage: then the opening comes again.
  }
}

function wasSeen() {
  try {
    return window.localStorage.getItem(SEEN) === "1";
  } catch (error) {
    return false;
  }
}

// Where the twins part: the same family, the same month, in both villages. Why?
function openSplit(scene, onGo) {
  const words = scene.words[scene.lang];
  const split = scene.told.split;
  const month = split.month;
  const pair = scene.told.sides.map((side) => side.households.find((it) => it.key === split.key));
  const asked = split.shock ? words.split[split.shock] : words.split.plain;
  const name = houseName(pair[0], words);
  const sides = pair.map((household, number) => twinVoice(scene, household, number, month));
  const money = fill(words.split.kas, {
    left: aboutRupiah(scene.told.sides[0].kube.kas_idr[month] || 0, words),
    right: aboutRupiah(scene.told.sides[1].kube.kas_idr[month] || 0, words),
  });
  scene.parts.card.open(
    "split",
    asked,
    [make("p", { class: "quiet" }, name + " · " + monthName(scene.told.story.months[month], words)), make("div", { class: "pair" }, ...sides), said(money)],
    [cardButton(words.split.on, onGo, "on"), cardButton(words.split.more, () => scene.shown[0].openHousehold(pair[0], scene.parts.card.node), "more")]
  );
}

function twinVoice(scene, household, number, month) {
  const words = scene.words[scene.lang];
  const state = stateOf(household, month);
  return make(
    "div",
    { class: "twin-side side-" + number + " state-" + state },
    make("h3", {}, mark(number), make("span", {}, titlesOf(scene)[number])),
    make("p", { class: "state-line" }, words.state[state]),
    make("blockquote", {}, voiceOf(household, month, scene.told, words).replace(/Rp /g, "Rp\u00a0"))
  );
}

// The end of a Kube: cause, who got what, how its twin stands, and the way on or back.
function openEnd(scene, number, onGo, onBack) {
  const words = scene.words[scene.lang];
  const told = scene.told;
  const titles = titlesOf(scene);
  const failure = told.sides[number].failure;
  const figures = Object.assign({}, failure, {
    each: aboutRupiah(failure.each_idr, words),
    present: String(failure.present).replace(".", words.number.point),
  });
  const twin = told.sides[1 - number];
  const month = failure.month;
  const both = twin.failed_month === month;
  const twinText = !twin.kube.members[month]
    ? fill(both ? words.ended.both : words.ended.other_gone, { title: titles[1 - number] })
    : fill(words.ended.other, { title: titles[1 - number], money: aboutRupiah(fundsOf(twin.kube, month), words) });
  const turning = monthName(told.story.months[failure.turning], words);
  scene.parts.card.open(
    "ended",
    fill(words.ended.title, { title: titles[number] }),
    [said(fill(failure.stopped ? words.ended.cause_stopped : words.ended.cause, figures)), said(fill(words.ended.who, figures)), said(twinText)],
    [
      cardButton(words.ended.on, onGo, "on"),
      cardButton(fill(words.ended.back, { month: turning }), () => onBack(failure.turning), "back"),
    ]
  );
}
