// Guess before it is shown: each page leaves one guess, and all pages see those of the room.
(() => {
  "use strict";
  const EVERY_MS = 2500;
  const start = window.kubesimStart;
  const words = start.guess;
  const put = (sentence, figures) => sentence.replace(/\{(\w+)\}/g, (_, name) => figures[name]);

  // A page names itself by chance: a guess belongs to it and to nobody known.
  const who = (() => {
    const made = () => Math.random().toString(36).slice(2, 14);
    try {
      const kept = localStorage.getItem("kubesim-who") || made();
      localStorage.setItem("kubesim-who", kept);
      return kept;
    } catch {
      return made();
    }
  })();

  async function send(of, guess) {
    const more = guess === null ? "" : `&who=${who}&guess=${guess}`;
    try {
      const response = await fetch(`/guesses?of=${encodeURIComponent(of)}${more}`);
      return (await response.json()).guesses;
    } catch {
      return null;
    }
  }

  const make = (name, attributes, ...children) => {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key === "onclick" || key === "oninput") node[key] = value;
      else if (value !== false) node.setAttribute(key, value);
    }
    node.append(...children);
    return node;
  };

  // What the room guessed, as bars: of choices one each, of a number one for every ten.
  function bars(asked, guesses, truth) {
    const bins = asked.choices
      ? asked.choices.map((choice, n) => [choice, guesses.filter((it) => it === n).length, n === truth])
      : Array.from({ length: 10 }, (_, n) => {
          const inside = (it) => Math.min(9, Math.floor(it / 10)) === n;
          return [`${n * 10}–${n === 9 ? 100 : n * 10 + 9}`, guesses.filter(inside).length, truth !== null && inside(truth)];
        }).filter(([, count, true_]) => count || true_);
    const most = Math.max(1, ...bins.map((bin) => bin[1]));
    return make("ul", { class: "room-bars" }, ...bins.map(([label, count, true_]) =>
      make("li", { class: true_ ? "true" : "" },
        make("span", {}, label),
        make("span", { class: "bar-of", style: `width:${Math.round((60 * count) / most)}%` }),
        make("b", {}, String(count) + (true_ ? ` ← ${words.model}` : "")))));
  }

  // Ask once for a question; `asked` has of, title, choices (or none: 0 to 100), onShow, and with
  // `later` a button of its own that shows, so that a story can be played before.
  // Returned is what shows the model's answer beside the guesses.
  function ask(place, asked) {
    let truth = null;
    let mine = null;
    let shown = false;
    const room = make("div", { class: "room-guesses", "aria-live": "polite" });
    const look = async (guess) => {
      const guesses = await send(asked.of, guess);
      if (!guesses || !place.isConnected || place.dataset.of !== asked.of) return;
      room.replaceChildren(make("p", {}, put(words.room, { count: guesses.length })));
      if (shown && guesses.length) room.append(bars(asked, guesses, truth));
    };
    const show = (guess) => {
      shown = true;
      mine = guess;
      form.remove();
      look(guess);
      if (asked.later && guess !== null) {
        const knob = make("button", { type: "button", class: "knob chief", id: `${place.id}-show`, onclick: () => { later.remove(); asked.onShow(); } }, words.show);
        const later = make("div", {}, make("p", {}, words.played), knob);
        place.append(later);
      } else asked.onShow();
    };
    const skip = make("button", { type: "button", class: "knob", id: `${place.id}-skip`, onclick: () => show(null) }, words.skip);
    const form = make("div", { class: "guess-form" }, make("p", { class: "asked" }, asked.title));
    if (asked.choices) {
      const knobs = asked.choices.map((choice, n) =>
        make("button", { type: "button", class: "knob", "data-guess": n, onclick: () => show(n) }, choice));
      form.append(make("div", { class: "row" }, ...knobs, skip));
    } else {
      const output = make("output", {}, "50");
      const slider = make("input", {
        type: "range", min: 0, max: 100, step: 1, value: 50, id: `${place.id}-number`, "aria-label": asked.title,
        oninput: (event) => { output.textContent = event.target.value; },
      });
      const knob = make("button", { type: "button", class: "knob chief", id: `${place.id}-show`, onclick: () => show(Number(slider.value)) }, words.show);
      form.append(make("span", { class: "slide" }, output, slider), make("div", { class: "row" }, knob, skip));
    }
    place.dataset.of = asked.of;
    place.replaceChildren(form, room);
    look(null);
    const timer = setInterval(() => {
      if (!place.isConnected || place.dataset.of !== asked.of) clearInterval(timer);
      else if (!document.hidden && place.getClientRects().length) look(null);
    }, EVERY_MS);
    return {
      reveal(value) {
        truth = value;
        const verdict = place.querySelector(".verdict") || make("p", { class: "verdict" });
        const right = asked.choices ? mine === value : mine !== null && Math.abs(mine - value) <= 10;
        const answer = asked.choices ? asked.choices[value] : String(value);
        verdict.textContent = put(mine === null ? words.answer : right ? words.right : words.wrong, { answer });
        place.prepend(verdict);
        look(null);
      },
    };
  }

  window.kubesimGuess = { ask };
})();
