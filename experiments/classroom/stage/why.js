// The panel that says why: sentences with figures, each with its rule and place in the ODD.

function sentenceOf(kind, event, told, words) {
  const declared = told.places[kind][event[0]];
  const figures = {};
  declared.slice(3).forEach((name, number) => {
    figures[name] = figure(name, event[number + 1], words);
  });
  return fill((kind === "kube" ? words.kube : words.why)[event[0]], figures);
}

// The rule by name; a link where the description of the model is at hand.
function ruleOf(place, odd, words) {
  const text = fill(words.control.rule, { rule: place[0], section: place[1] });
  if (!odd) {
    return make("span", { class: "rule" }, text);
  }
  return make("a", { class: "rule", href: odd + "#" + place[2], target: "_blank", rel: "noopener" }, text);
}

function reasons(kind, events, told, odd, words) {
  const list = make("ul", { class: "reasons" });
  events.forEach((event) => {
    const place = told.places[kind][event[0]];
    list.appendChild(
      make("li", {}, make("p", {}, sentenceOf(kind, event, told, words)), ruleOf(place, odd, words))
    );
  });
  return list;
}

const HOUSEHOLD_FIGURES = [
  "cash_idr", "income_idr", "share_idr", "need_idr", "owed_idr", "own_business_idr", "discipline",
  "trust", "spirit", "motivation", "paid", "bond",
];

function householdFigures(household, month, words) {
  const list = make("dl", { class: "figures" });
  HOUSEHOLD_FIGURES.forEach((name) => {
    const value = household.columns[name][month];
    if (value !== null) {
      const text = /_idr$/.test(name) ? exactRupiah(value, words) : percent(value);
      list.appendChild(make("div", {}, make("dt", {}, words.figure[name]), make("dd", {}, text)));
    }
  });
  return list;
}

// One panel at a time, over the page; Escape closes it and focus goes back to where it was.
function makePanel(root) {
  const state = { back: null, node: null };

  function close() {
    if (!state.node) {
      return;
    }
    root.removeChild(state.node);
    state.node = null;
    document.removeEventListener("keydown", onKey, true);
    if (state.back && state.back.isConnected !== false) {
      state.back.focus();
    }
  }

  function onKey(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") {
      keepInside(state.node, event);
    }
  }

  function open(title, subtitle, words, content, from) {
    close();
    state.back = from;
    const heading = make("h2", { id: "kubesim-why" }, title);
    const button = make("button", { type: "button", class: "close", onclick: close }, words.control.close);
    const card = make(
      "div",
      { class: "panel", role: "dialog", "aria-modal": "true", "aria-labelledby": "kubesim-why" },
      make("div", { class: "panel-head" }, make("div", {}, heading, make("p", { class: "quiet" }, subtitle)), button),
      make("div", { class: "panel-body", tabindex: "0" }, ...content)
    );
    state.node = make("div", { class: "veil" }, card);
    state.node.addEventListener("click", (event) => {
      if (event.target === state.node) {
        close();
      }
    });
    root.appendChild(state.node);
    document.addEventListener("keydown", onKey, true);
    button.focus();
  }

  return { open: open, close: close, isOpen: () => state.node !== null };
}

function keepInside(node, event) {
  const inside = node.querySelectorAll("button, a[href], [tabindex='0']");
  const first = inside[0];
  const last = inside[inside.length - 1];
  if (event.shiftKey && document.activeElement === first) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault();
    first.focus();
  }
}
