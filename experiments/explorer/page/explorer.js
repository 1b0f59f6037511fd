// The frame of the page: what stands where, modes, tabs of a narrow screen, and the first question.
const TABS = { levers: "levers", outcomes: "outcomes", basis: "basis" };

function build() {
  const page = byId("explorer");
  fill(page,
    make("header", {}, make("b", {}, "kubesim"),
      make("span", { class: "plan-line" }, say("page.plan_line", {
        name: start.scenario.called, kubes: start.scenario.kubes, months: start.scenario.months,
      })),
      start.offline ? null : make("span", { class: "seg", role: "group", "aria-label": `${word("page.explore")} / ${word("page.guess")}`, id: "modes" }),
      make("a", { id: "language", class: "btn", lang: start.other.lang, hreflang: start.other.lang, href: start.other.path, "aria-label": `${word("page.other_language")} (${word("page.other_short")})` }, word("page.other_short"))),
    make("section", { class: "head", id: "head", "aria-label": word("page.answer") },
      make("h1", { id: "headline", "aria-live": "polite" }), make("p", { id: "below" }),
      make("div", { id: "faults", role: "alert" }), make("div", { id: "mini" })),
    make("section", { class: "levers", id: "levers", "aria-label": word("page.levers"), tabindex: "0" }),
    make("section", { class: "outcomes", id: "outcomes", "aria-label": word("page.outcomes") }),
    make("aside", { class: "basis", id: "basis", "aria-label": word("page.basis"), tabindex: "0" }),
    make("footer", { class: "take" }, make("span", { id: "pins" }), make("span", { class: "space" }), ...takes()),
    make("nav", { class: "tabs", "aria-label": word("page.tabs") }, make("div", { role: "tablist", id: "tabs", "aria-label": word("page.tabs") })),
    make("section", { id: "drawer", class: "drawer", tabindex: "-1", "aria-label": word("assume.title"), hidden: true }),
    make("dialog", { id: "dialog", "aria-labelledby": "dialog-title" }));
  page.dataset.tab = state.tab;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.drawer && !byId("dialog").open) closeDrawer();
  });
  buildLevers();
  frame();
}

function takes() {
  if (start.offline) return [];
  const file = (path, words, id) => make("a", { class: "btn", id, href: path, download: path.slice(1) }, words);
  return [
    button(word("take.link"), takeLink, { id: "take-link" }),
    make("a", { class: "btn", id: "take-report", href: "/report.html", target: "_blank", rel: "noopener" }, word("take.report")),
    file("/result.xlsx", word("take.xlsx"), "take-xlsx"),
    button(word("take.commands"), takeCommands, { id: "take-commands" }),
    start.room ? button(word("take.share"), takeRoom, { id: "take-room" }) : null,
  ].filter(Boolean);
}

// Build the middle anew: the spread, the table of pins, or the question for a guess.
function frame() {
  modes();
  tabs();
  if (hidden()) buildGuess();
  else if (state.compare) buildComparison();
  else buildOutcomes();
  byId("outcomes").classList.toggle("comparing", state.compare && !hidden());
  update("answer");
}

function modes() {
  if (start.offline) return;
  const knob = (guessing) => make("button", {
    type: "button", id: guessing ? "mode-guess" : "mode-explore", "aria-pressed": String(state.guessing === guessing),
    onclick: () => { state.guessing = guessing; state.revealed = false; state.compare = false; frame(); },
  }, word(guessing ? "page.guess" : "page.explore"));
  fill(byId("modes"), knob(false), knob(true));
}

function tabs() {
  const names = Object.keys(TABS);
  const knobs = names.map((name) => make("button", {
    type: "button", role: "tab", id: `tab-${name}`, "aria-selected": String(state.tab === name),
    tabindex: state.tab === name ? "0" : "-1", "aria-controls": name,
    onclick: () => openTab(name),
    onkeydown: (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (by) openTab(names[(names.indexOf(name) + by + names.length) % names.length], true);
    },
  }, word(`page.${name}`)));
  fill(byId("tabs"), ...knobs);
}

function openTab(name, focus) {
  state.tab = name;
  byId("explorer").dataset.tab = name;
  tabs();
  if (focus) byId(`tab-${name}`).focus();
  update("answer");
}

function updateFaults() {
  const place = byId("faults");
  for (const name of ["headline", "outcomes"]) byId(name).hidden = state.faults.length > 0 && !state.answer;
  if (!state.faults.length) { place.replaceChildren(); return; }
  const again = start.anew ? make("a", { href: `${location.pathname}?${start.anew}`, id: "anew" }, word("page.anew")) : null;
  fill(place, make(state.answer ? "strong" : "h1", {}, word("page.faults")), make("ul", {}, ...state.faults.map((line) => make("li", {}, line))), again);
}

function updateLinks() {
  if (start.offline) {
    byId("language").href = `#${start.other.lang}`;
    byId("language").onclick = () => setTimeout(() => location.reload());
    return;
  }
  const asked_ = wholeQuery();
  byId("language").href = `${start.other.path}?${asked_}`;
  byId("take-report").href = `/report.html?${asked_}&lang=${start.lang}`;
  byId("take-xlsx").href = `/result.xlsx?${asked_}&lang=${start.lang}`;
}

function update(what) {
  updateStatus();
  updateFaults();
  updateLinks();
  updateLevers();
  if (what === "status") return;
  if (what === "asked") { if (hidden()) buildGuess(); return; }
  updateHead();
  updateBasis();
  updatePins();
  updateDrawer();
  if (hidden()) return;
  if (!state.compare) updateOutcomes();
  else if (state.answer && state.answer.draws === state.draws) updateComparison();
}

listeners.push(update);
let resizing = 0;
window.addEventListener("resize", () => {
  clearTimeout(resizing);
  resizing = setTimeout(() => update("answer"), 120);
});

function begin() {
  if (!byId("explorer")) { requestAnimationFrame(begin); return; }
  build();
  if (state.faults.length) updateFaults();
  else ask();
}

begin();
