// What the page does by itself: tabs, the address, fetching what is told, copying the link.
// It goes on while the line to the server is cut, and fetches what is missing once it is back.
(() => {
  "use strict";
  const start = window.kubesimStart;
  const said = start.said;
  const AGAIN_MS = 2000;
  const SOON_MS = 500;
  let query = start.query;
  let until = start.until;
  let asked = 0;
  let asking = new AbortController();

  if (start.code !== start.lang) document.documentElement.lang = start.code;

  const byId = (id) => document.getElementById(id);
  const appeared = (id) =>
    new Promise((done) => {
      const look = () => (byId(id) ? done(byId(id)) : requestAnimationFrame(look));
      look();
    });

  function say(lines, title) {
    const place = byId("faults");
    if (!place) return;
    place.replaceChildren();
    if (!lines.length) return;
    const head = document.createElement("strong");
    head.textContent = title;
    const list = document.createElement("ul");
    for (const line of lines) {
      const item = document.createElement("li");
      item.textContent = line;
      list.append(item);
    }
    place.append(head, list);
  }

  // A new story or tab is a step that the browser's Back goes back; a month is none.
  function address(step) {
    const tab = document.querySelector('[role="tab"][aria-selected="true"]')?.dataset.tab;
    const month = until ? 0 : (window.kubesim?.month() ?? 0);
    const more =
      (tab && tab !== "twins" ? `&tab=${tab}` : "") +
      (until ? `&until=${until}` : "") +
      (month ? `&month=${month + 1}` : "");
    const to = `${location.pathname}?${query}${more}`;
    if (step && to !== location.pathname + location.search) history.pushState(null, "", to);
    else history.replaceState(null, "", to);
    const language = byId("language");
    if (language) language.href = `${language.pathname}?${query}${more}`;
  }

  const later = (ms) => new Promise((done) => setTimeout(done, ms));

  async function told(of, mine) {
    for (;;) {
      try {
        const response = await fetch(`/told?${of}&lang=${start.lang}`, { signal: asking.signal });
        return { status: response.status, body: await response.json() };
      } catch {
        if (mine !== asked) return null;
        say([], "");
        status(said.waiting);
        await later(AGAIN_MS);
      }
      if (mine !== asked) return null;
    }
  }

  function status(words) {
    const place = byId("status");
    if (place) place.textContent = words;
  }

  async function show(of, months) {
    const step = asked > 0 && (of !== query || months !== until);
    query = of;
    until = months;
    const mine = ++asked;
    asking.abort();
    asking = new AbortController();
    const stage = byId("stage");
    address(step);
    stage.hidden = byId("under-whole").hidden = months === 0;
    if (months === 0) return;
    const answer = told(months ? `${of}&until=${months}` : of, mine);
    stage.setAttribute("aria-busy", "true");
    const soon = setTimeout(() => status(said.telling), 300);
    const found = await answer;
    clearTimeout(soon);
    if (!found || mine !== asked) return;
    status("");
    stage.removeAttribute("aria-busy");
    if (found.status !== 200) {
      say(found.body.faults, said.faults);
      stage.dataset.told = "";
      return;
    }
    say(start.faults, said.faults);
    start.faults = [];
    window.kubesim.ghosts(ghostsOf(found.body));
    await window.kubesim.tell(found.body);
    if (until) window.kubesim.toMonth(until - 1);
    stage.dataset.told = of;
    stage.dataset.until = until ?? "";
    showCards();
  }

  // Of a game with one luck, tries that were taken back stay as thin lines.
  const GHOSTS_MOST = 4;
  const tries = { key: "", decided: "", line: null, ghosts: [] };

  function ghostsOf(found) {
    if (!until) return [];
    const fields = new URLSearchParams(found.story.link);
    const key = ["scenario", "kube", "seed", "right"].map((name) => fields.get(name)).join(" ");
    const decided = fields.get("left.decide") ?? "";
    if (key !== tries.key) Object.assign(tries, { key, line: null, ghosts: [] });
    else if (tries.line && !decided.startsWith(tries.decided)) {
      tries.ghosts = [...tries.ghosts, tries.line].slice(-GHOSTS_MOST);
    }
    const kube = found.sides[0].kube;
    tries.decided = decided;
    tries.line = kube.kas_idr.map((kas, m) => (kube.members[m] ? kas + kube.bank_idr[m] + kube.loans_out_idr[m] : null));
    return tries.ghosts;
  }

  // Cards of a game: what families say of the month that has passed.
  const CARDS_MOST = 3;

  function showCards() {
    const place = byId("play-cards");
    if (!place || !until) return;
    const voices = window.kubesim.voices();
    const heading = line("p", start.play.happened);
    heading.className = "heading";
    place.replaceChildren(heading);
    if (!voices.length) place.append(line("p", start.play.calm));
    for (const voice of voices.slice(0, CARDS_MOST)) {
      const card = document.createElement("div");
      card.className = voice.short ? "event short" : "event";
      card.append(line("b", voice.name), line("p", `“${voice.text}”`));
      place.append(card);
    }
    if (voices.some((voice) => voice.short)) place.append(line("p", start.play.lend_now));
    if (tries.ghosts.length) place.append(line("p", start.play.ghosts));
  }

  function line(name, text) {
    const node = document.createElement(name);
    node.textContent = text;
    return node;
  }

  function guessTwins() {
    const words = start.guess;
    const guess = window.kubesimGuess.ask(byId("twins-guess"), {
      of: `twins ${query}`, title: words.twins, choices: [words.left, words.same, words.right_side], later: true,
      onShow: () => setTimeout(() => guess.reveal(window.kubesim.ahead())),
    });
  }

  function open(knob) {
    for (const other of document.querySelectorAll('[role="tab"]')) {
      const chosen = other === knob;
      other.setAttribute("aria-selected", String(chosen));
      other.tabIndex = chosen ? 0 : -1;
      byId(other.getAttribute("aria-controls")).hidden = !chosen;
    }
    byId("under").hidden = knob.dataset.stage !== "yes";
    byId("under").classList.toggle("game", knob.dataset.tab !== "twins");
    address(true);
    window.dispatchEvent(new Event("resize"));
  }

  function unfold(knob) {
    knob.setAttribute("aria-expanded", String(knob.getAttribute("aria-expanded") !== "true"));
    if (knob.id === "under-whole") window.kubesim.toMonth(window.kubesim.month());
  }

  const MOVES = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  function onKey(event) {
    const knob = event.target.closest?.('[role="tab"]');
    if (!knob) return;
    const all = [...document.querySelectorAll('[role="tab"]')];
    const ends = { Home: all[0], End: all[all.length - 1] };
    const step = MOVES[event.key];
    const next = step ? all[(all.indexOf(knob) + step + all.length) % all.length] : ends[event.key];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.click();
  }

  async function copy() {
    try {
      await navigator.clipboard.writeText(location.href);
      status(said.copied);
    } catch {
      window.prompt(said.copy_by_hand, location.href);
    }
  }

  const DIALOGS = new Set(["share", "choices", "guess"]);

  document.addEventListener("click", (event) => {
    if (event.target.matches?.("dialog")) event.target.close();
    const knob = event.target.closest?.("button");
    if (!knob) return;
    if (knob.getAttribute("role") === "tab") open(knob);
    if (knob.classList.contains("fold")) unfold(knob);
    if (knob.id === "copy") copy();
    const [of, does] = knob.id.split("-");
    if (DIALOGS.has(of) && does === "open") byId(of).showModal();
    if (knob.id === "guess-open") guessTwins();
    if (DIALOGS.has(of) && does === "close") byId(of).close();
  });
  document.addEventListener("keydown", onKey);
  window.addEventListener("popstate", () => location.reload());

  // The stage stands in an element of its own, which the page around it never draws again.
  function mount(stage) {
    const place = document.createElement("div");
    stage.append(place);
    window.kubesim.mount(place, start.stage, start.lang, { odd: "/odd", opening: !until && !location.search.includes("month=") });
    const month = Number(new URLSearchParams(location.search).get("month"));
    if (month > 1) window.kubesim.toMonth(month - 1);
    let soon = 0;
    place.addEventListener("kubesim:month", () => {
      clearTimeout(soon);
      soon = setTimeout(address, SOON_MS);
    });
  }

  // What is drawn anew takes the focus along, for those who have no pointer. The twins, which stand above,
  // are what is looked at then.
  const focus = (id) =>
    appeared(id).then((node) => {
      const above = !byId("under").hidden && !byId("stage").hidden;
      node.focus({ preventScroll: above });
      if (above) window.scrollTo(0, 0);
    });

  window.kubesimPage = { show, focus, query: () => query, cards: () => byId("stage").dataset.told === query && appeared("play-cards").then(showCards) };
  // What NiceGUI says when the line is cut, in the language of the room.
  appeared("popup").then((popup) => {
    [said.lost, said.again].forEach((words, n) => (popup.children[n].textContent = words));
  });
  appeared("stage").then((stage) => {
    mount(stage);
    show(query, until);
  });
})();
