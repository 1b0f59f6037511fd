// The scene: a first screen of headline, two villages, money and controls; below it, all figures.

const LONG = 115;

function makeScene(root, words, lang, settings) {
  const scene = { root: root, words: words, lang: lang, settings: settings, told: null, month: 0, playing: false };
  scene.parts = sceneParts(scene);
  empty(root).classList.add("kubesim-stage");
  root.hidden = true;
  const parts = scene.parts;
  replaceWith(parts.middle, parts.tabs, parts.main.node, parts.card.node);
  [parts.headline, parts.first, parts.controls.node, parts.more].forEach((node) => root.appendChild(node));
  [parts.note, parts.sides, parts.legend, parts.charts.node, parts.bookTitle, parts.books, parts.keys].forEach((node) =>
    parts.more.appendChild(node)
  );
  return scene;
}

function sceneParts(scene) {
  const first = make("div", { class: "screen" });
  const head = make("p", { class: "kube-name" });
  const middle = make("div", { class: "middle", "data-shown": "money" });
  const sentence = make("p", { class: "difference", "aria-live": "polite" });
  return {
    panel: makePanel(scene.root),
    card: makeCard(middle),
    controls: makeControls(scene.settings.on),
    head: head,
    sentence: sentence,
    headline: make("div", { class: "headline" }, sentence, head),
    first: first,
    motion: makeMotion(first),
    middle: middle,
    tabs: make("div", { class: "chart-tabs", role: "group" }),
    main: makeCharts(scene.settings.on.month, true),
    more: make("div", { class: "more" }),
    note: make("p", { class: "quiet note" }),
    sides: make("div", { class: "sides" }),
    legend: make("details", { class: "meanings" }),
    charts: makeCharts(scene.settings.on.month, false),
    bookTitle: make("h2", { class: "book-title" }),
    books: make("div", { class: "books" }),
    keys: make("p", { class: "quiet" }),
  };
}

// Put another story on the scene.
function setScene(scene, told) {
  const parts = scene.parts;
  parts.panel.close();
  parts.card.close();
  parts.motion.stop();
  scene.told = told;
  scene.month = Math.min(scene.month, told.story.months.length - 1);
  scene.shown = [0, 1].map((number) => makeSide(number, scene));
  scene.books = [0, 1].map((number) =>
    makeBook(number, (line, month, from) => openLine(scene, number, line, month, from))
  );
  replaceWith(parts.first, scene.shown[0].village.node, parts.middle, scene.shown[1].village.node, parts.motion.node);
  replaceWith(parts.sides, ...scene.shown.map((part) => part.node));
  replaceWith(parts.books, ...scene.books.map((book) => book.node));
  scene.root.hidden = false;
  fitScene(scene);
  showWords(scene);
}

// Let the first screen fill what the page leaves of the window, so that nothing is scrolled to.
function fitScene(scene) {
  const above = scene.root.getBoundingClientRect().top + window.pageYOffset;
  const left = window.innerHeight - (above < window.innerHeight / 2 ? above : 0);
  scene.root.style.setProperty("--first", Math.max(440, Math.min(1000, Math.floor(left))) + "px");
}

// Write what does not change with the months, then the month.
function showWords(scene) {
  const parts = scene.parts;
  const words = scene.words[scene.lang];
  parts.panel.close();
  scene.root.setAttribute("lang", scene.lang);
  parts.controls.speak(words);
  parts.note.textContent = words.difference.note + " " + words.control.uncertain;
  parts.keys.textContent = words.control.keys;
  parts.bookTitle.textContent = words.book.title;
  showLegend(parts.legend, words);
  showTabs(scene, words);
  if (scene.told) {
    showMonth(scene);
  }
}

// On a phone one main chart is seen at a time.
function showTabs(scene, words) {
  const shown = scene.parts.middle.getAttribute("data-shown");
  const tab = (name) =>
    make("button", { type: "button", class: "plain", "aria-pressed": String(name === shown), onclick: () => choose(name) }, words.chart[name]);
  const choose = (name) => {
    scene.parts.middle.setAttribute("data-shown", name);
    showTabs(scene, words);
    showCharts(scene);
  };
  scene.parts.tabs.setAttribute("aria-label", words.chart.choose);
  replaceWith(scene.parts.tabs, tab("money"), tab("got"));
}

function titlesOf(scene) {
  return scene.told.sides.map((side) => side.title[scene.lang]);
}

// Show the month; `moving` milliseconds let the money of the month move.
function showMonth(scene, moving) {
  scene.parts.motion.stop();
  const words = scene.words[scene.lang];
  const told = scene.told;
  const kube = told.story.kube;
  const titles = titlesOf(scene);
  scene.parts.head.textContent = kubeName(kube.name) + " · " + words.business[kube.business] + " · " + fill(words.control.luck, { seed: told.story.seed });
  scene.parts.sentence.textContent = told.difference[scene.month][scene.lang].replace(/Rp /g, "Rp\u00a0");
  scene.parts.sentence.classList.toggle("long", scene.parts.sentence.textContent.length > LONG);
  scene.parts.controls.show(told.story, scene.month, scene.playing, words);
  scene.shown.forEach((part) => part.show(scene.month, words, titles));
  showCharts(scene);
  scene.books.forEach((book, number) => book.show(told, scene.month, words, titles[number]));
  if (moving) {
    const villages = scene.shown.map((part) => part.village);
    const settle = () => villages.forEach((village, number) => village.show(scene.month, words, titles[number]));
    scene.parts.motion.start(villages, scene.month, moving, words, settle);
  }
}

function showCharts(scene) {
  [scene.parts.main, scene.parts.charts].forEach((charts) =>
    charts.show(scene.told, scene.month, scene.words[scene.lang], titlesOf(scene), scene.ghosts || [])
  );
}

// Say of a line in the cash book what it is and which rule makes it.
function openLine(scene, number, line, month, from) {
  const words = scene.words[scene.lang];
  const told = scene.told;
  const item = (name, amount) =>
    make("div", {}, make("dt", {}, name), make("dd", {}, exactRupiah(amount, words)));
  const figures = make(
    "dl",
    { class: "figures" },
    line[2] ? item(words.book.received, line[2]) : item(words.book.paid, line[3]),
    item(words.book.balance, line[4])
  );
  const subtitle = titlesOf(scene)[number] + " · " + monthName(told.story.months[month], words);
  const rule = ruleOf(told.places.book[line[0]], scene.settings.odd, words);
  scene.parts.panel.open(words.flow[line[0]], subtitle, words, [figures, rule], from);
}
