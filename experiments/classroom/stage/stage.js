// The stage: `kubesim` mounts it, tells it a story, moves it through the months.

const stage = {
  root: null,
  words: null,
  lang: "id",
  settings: { odd: null },
  told: null,
  month: 0,
  pace: SPEEDS.normal,
  timer: null,
  asked: 0,
};

// Mount the stage in an element. `words` are those of both languages; `settings.odd` is the
// address of the model's description, if there is one.
function mount(element, words, lang, settings) {
  pause();
  stage.root = empty(element);
  stage.root.classList.add("kubesim-stage");
  stage.words = words;
  stage.lang = lang || "id";
  stage.settings = Object.assign({ odd: null }, settings);
  stage.told = null;
  stage.panel = makePanel(stage.root);
  stage.controls = makeControls(MOVES);
  stage.sentence = make("p", { class: "difference", "aria-live": "polite" });
  stage.note = make("p", { class: "quiet note" });
  stage.head = make("p", { class: "kube-name" });
  stage.sides = make("div", { class: "sides" });
  stage.charts = makeCharts(toMonth);
  stage.bookTitle = make("h2", { class: "book-title" });
  stage.books = make("div", { class: "books" });
  stage.legend = make("details", { class: "legend" });
  stage.keys = make("p", { class: "quiet" });
  [stage.head, stage.sentence, stage.note, stage.controls.node, stage.sides, stage.legend, stage.charts.node, stage.bookTitle, stage.books, stage.keys].forEach(
    (node) => stage.root.appendChild(node)
  );
  stage.root.hidden = true;
  onWidth(stage.root, () => stage.told && showCharts());
}

function onWidth(node, action) {
  if (typeof ResizeObserver === "function") {
    let width = node.clientWidth;
    new ResizeObserver(() => {
      if (node.clientWidth !== width) {
        width = node.clientWidth;
        action();
      }
    }).observe(node);
  } else {
    window.addEventListener("resize", action);
  }
}

// Tell a story, given as an object or by its address; the month stays where it was.
function tell(toldOrUrl) {
  stage.asked += 1;
  const asked = stage.asked;
  const story = typeof toldOrUrl === "string" ? fetched(toldOrUrl) : Promise.resolve(toldOrUrl);
  return story.then((told) => {
    if (asked === stage.asked) {
      begin(told);
    }
    return told;
  });
}

function fetched(address) {
  return fetch(address, { credentials: "same-origin" }).then((answer) => {
    if (!answer.ok) {
      throw new Error(address + ": " + answer.status);
    }
    return answer.json();
  });
}

function begin(told) {
  stage.panel.close();
  stage.told = told;
  stage.month = Math.min(stage.month, told.story.months.length - 1);
  stage.parts = [0, 1].map((number) => makeSide(number, told, stage.panel, stage.settings));
  replaceWith(stage.sides, stage.parts[0].node, stage.parts[1].node);
  stage.bookParts = [0, 1].map((number) => makeBook(number, (line, month, from) => openLine(number, line, month, from)));
  replaceWith(stage.books, ...stage.bookParts.map((book) => book.node));
  stage.root.hidden = false;
  speak(stage.lang);
}

// Change the language of everything shown.
function speak(lang) {
  stage.lang = lang;
  const words = stage.words[lang];
  stage.root.setAttribute("lang", lang);
  stage.panel.close();
  stage.controls.speak(words);
  stage.controls.node.setAttribute("aria-label", words.control.play);
  stage.note.textContent = words.difference.note + " " + words.control.uncertain;
  stage.keys.textContent = words.control.keys;
  stage.bookTitle.textContent = words.book.title;
  showLegend(stage.legend, words);
  if (stage.told) {
    show();
  }
}

function titles() {
  return stage.told.sides.map((side) => side.title[stage.lang]);
}

function show() {
  const words = stage.words[stage.lang];
  const told = stage.told;
  const kube = told.story.kube;
  stage.head.textContent = "Kube " + kube.name + " · " + words.business[kube.business];
  stage.sentence.textContent = told.difference[stage.month][stage.lang];
  stage.controls.show(told.story, stage.month, stage.timer !== null, words);
  stage.parts.forEach((part) => part.show(stage.month, words, titles()));
  showCharts();
  stage.bookParts.forEach((book, number) => book.show(told, stage.month, words, titles()[number]));
}

function showCharts() {
  stage.charts.show(stage.told, stage.month, stage.words[stage.lang], titles());
}

function showLegend(node, words) {
  const list = make("ul", {});
  STATES.concat([["chair"], ["treasurer"]]).forEach((state) => {
    const officer = state[0] === "chair" || state[0] === "treasurer";
    const text = officer ? words.role[state[0]] : words.state[state[0]];
    const help = officer ? "" : ": " + words.state_help[state[0]];
    list.appendChild(
      make("li", { class: "state-" + (officer ? "plain" : state[0]) }, houseSign(officer ? "plain" : state[0], officer ? state[0] : "member"), make("span", {}, make("b", {}, text), help))
    );
  });
  replaceWith(node, make("summary", {}, words.control.legend), list);
}

function openLine(number, line, month, from) {
  const words = stage.words[stage.lang];
  const told = stage.told;
  const name = line[2] ? "received" : "paid";
  const figures = make(
    "dl",
    { class: "figures" },
    make("div", {}, make("dt", {}, words.book[name]), make("dd", {}, exactRupiah(line[2] || line[3], words))),
    make("div", {}, make("dt", {}, words.book.balance), make("dd", {}, exactRupiah(line[4], words)))
  );
  const subtitle = titles()[number] + " · " + monthName(told.story.months[month], words);
  stage.panel.open(words.flow[line[0]], subtitle, words, [figures, ruleOf(told.places.book[line[0]], stage.settings.odd, words)], from);
}

// Go to a month; the element hears of it as `kubesim:month`.
function toMonth(month) {
  if (!stage.told) {
    stage.month = Math.max(0, month);
    return;
  }
  const last = stage.told.story.months.length - 1;
  stage.month = Math.max(0, Math.min(last, Math.round(month)));
  if (stage.month === last) {
    stopTimer();
  }
  show();
  stage.root.dispatchEvent(
    new CustomEvent("kubesim:month", { bubbles: true, detail: { month: stage.month, of: last + 1 } })
  );
}

function play() {
  if (stage.told && stage.timer === null && stage.month < stage.told.story.months.length - 1) {
    stage.timer = setInterval(() => toMonth(stage.month + 1), stage.pace);
    toMonth(stage.month + 1);
  }
}

function stopTimer() {
  clearInterval(stage.timer);
  stage.timer = null;
}

function pause() {
  const playing = stage.timer !== null;
  stopTimer();
  if (playing && stage.told) {
    show();
  }
}

const MOVES = {
  first: () => { pause(); toMonth(0); },
  back: () => { pause(); toMonth(stage.month - 1); },
  step: () => { pause(); toMonth(stage.month + 1); },
  play: () => (stage.timer === null ? play() : pause()),
  month: (month) => { pause(); toMonth(month); },
  speed: (pace) => {
    stage.pace = pace;
    if (stage.timer !== null) {
      stopTimer();
      stage.timer = setInterval(() => toMonth(stage.month + 1), pace);
    }
  },
};

const ACTIONS = {
  play: () => stage.told && MOVES.play(),
  step: () => stage.told && MOVES.step(),
  back: () => stage.told && MOVES.back(),
  first: () => stage.told && MOVES.first(),
};
const hidden = { isConnected: false };
onKeys(
  {
    get isConnected() { return (stage.root || hidden).isConnected; },
    get offsetParent() { return stage.root && stage.root.getClientRects().length ? stage.root : null; },
    contains: (node) => stage.root.contains(node),
  },
  () => stage.panel !== undefined && stage.panel.isOpen(),
  ACTIONS
);

window.kubesim = { mount: mount, tell: tell, toMonth: toMonth, speak: speak, play: play, pause: pause, month: () => stage.month };
