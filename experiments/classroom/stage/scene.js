// The scene: the difference in a sentence, controls, both sides, charts, cash books.

function makeScene(root, words, lang, settings) {
  const scene = { root: root, words: words, lang: lang, settings: settings, told: null, month: 0, playing: false };
  scene.parts = sceneParts(scene);
  empty(root).classList.add("kubesim-stage");
  root.hidden = true;
  const parts = scene.parts;
  [
    parts.head, parts.sentence, parts.note, parts.controls.node, parts.sides, parts.legend,
    parts.charts.node, parts.bookTitle, parts.books, parts.keys,
  ].forEach((node) => root.appendChild(node));
  return scene;
}

function sceneParts(scene) {
  return {
    panel: makePanel(scene.root),
    controls: makeControls(scene.settings.on),
    head: make("p", { class: "kube-name" }),
    sentence: make("p", { class: "difference", "aria-live": "polite" }),
    note: make("p", { class: "quiet note" }),
    sides: make("div", { class: "sides" }),
    legend: make("details", { class: "meanings" }),
    charts: makeCharts(scene.settings.on.month),
    bookTitle: make("h2", { class: "book-title" }),
    books: make("div", { class: "books" }),
    keys: make("p", { class: "quiet" }),
  };
}

// Put another story on the scene.
function setScene(scene, told) {
  const parts = scene.parts;
  parts.panel.close();
  scene.told = told;
  scene.month = Math.min(scene.month, told.story.months.length - 1);
  scene.shown = [0, 1].map((number) => makeSide(number, told, parts.panel, scene.settings));
  scene.books = [0, 1].map((number) =>
    makeBook(number, (line, month, from) => openLine(scene, number, line, month, from))
  );
  replaceWith(parts.sides, ...scene.shown.map((part) => part.node));
  replaceWith(parts.books, ...scene.books.map((book) => book.node));
  scene.root.hidden = false;
  showWords(scene);
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
  if (scene.told) {
    showMonth(scene);
  }
}

function titlesOf(scene) {
  return scene.told.sides.map((side) => side.title[scene.lang]);
}

function showMonth(scene) {
  const words = scene.words[scene.lang];
  const told = scene.told;
  const kube = told.story.kube;
  const titles = titlesOf(scene);
  scene.parts.head.textContent = kubeName(kube.name) + " · " + words.business[kube.business];
  scene.parts.sentence.textContent = told.difference[scene.month][scene.lang].replace(/Rp /g, "Rp\u00a0");
  scene.parts.controls.show(told.story, scene.month, scene.playing, words);
  scene.shown.forEach((part) => part.show(scene.month, words, titles));
  showCharts(scene);
  scene.books.forEach((book, number) => book.show(told, scene.month, words, titles[number]));
}

function showCharts(scene) {
  scene.parts.charts.show(scene.told, scene.month, scene.words[scene.lang], titlesOf(scene));
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
