// The controls: first, back, play or pause, step, speed, a month slider; and the keyboard.

const SPEEDS = { slow: 5200, normal: 3000, fast: 1000 };
const STEP_MS = 2200;

const CONTROL_SIGNS = {
  first: "M5 4V20M20 4L8 12L20 20Z",
  back: "M18 4L6 12L18 20Z",
  play: "M6 3L20 12L6 21Z",
  pause: "M6 4H10V20H6ZM14 4H18V20H14Z",
  step: "M6 4L18 12L6 20Z",
};

function controlSign(name) {
  return draw("svg", { viewBox: "0 0 24 24", width: 22, height: 22, "aria-hidden": "true" }, draw("path", { d: CONTROL_SIGNS[name] }));
}

function makeControls(on) {
  const buttons = {};
  const button = (name, action) => {
    buttons[name] = make("button", { type: "button", class: "control " + name, "data-control": name, onclick: action });
    return buttons[name];
  };
  const slider = make("input", { type: "range", min: 0, step: 1, "data-control": "month" });
  slider.addEventListener("input", () => on.month(Number(slider.value)));
  const speed = make("select", { "data-control": "speed" });
  speed.addEventListener("change", () => on.speed(SPEEDS[speed.value]));
  const speedLabel = make("label", { class: "speed" });
  const month = make("p", { class: "month-name", "aria-live": "off" });
  const node = make(
    "div",
    { class: "controls", role: "group" },
    make("div", { class: "buttons" }, button("first", on.first), button("back", on.back), button("play", on.play), button("step", on.step)),
    make("div", { class: "when" }, month, slider),
    speedLabel
  );

  function speak(words) {
    ["first", "back", "step"].forEach((name) => showButton(name, name, words));
    const chosen = speed.value || "normal";
    replaceWith(speed, ...Object.keys(SPEEDS).map((name) => make("option", { value: name, selected: name === chosen }, words.control[name])));
    speed.value = chosen;
    replaceWith(speedLabel, make("span", {}, words.control.speed), speed);
    speed.setAttribute("aria-label", words.control.speed);
    slider.setAttribute("aria-label", words.control.month);
    node.setAttribute("aria-label", words.control.controls);
  }

  function showButton(name, word, words) {
    replaceWith(buttons[name], controlSign(word), make("span", {}, words.control[word]));
    buttons[name].setAttribute("aria-label", words.control[word]);
    buttons[name].setAttribute("title", words.control[word]);
  }

  function show(story, at, playing, words) {
    const last = story.months.length - 1;
    slider.max = last;
    slider.value = at;
    const where = fill(words.control.month_of, { n: at + 1, all: story.months.length });
    const name = monthName(story.months[at], words);
    replaceWith(month, make("b", {}, name), make("span", {}, " · " + where));
    slider.setAttribute("aria-valuetext", name + ", " + where);
    showButton("play", playing ? "pause" : "play", words);
    buttons.first.disabled = buttons.back.disabled = at === 0;
    buttons.step.disabled = at === last;
    buttons.play.disabled = at === last && !playing;
  }

  return { node: node, speak: speak, show: show };
}

// Space plays, arrows step; whatever has the focus keeps its own keys.
function onKeys(root, isBusy, on) {
  const actions = { " ": on.play, ArrowRight: on.step, ArrowLeft: on.back, Home: on.first };
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    const modified = event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented;
    if (modified || isBusy() || !root.getClientRects().length || keepsKeys(target, root)) {
      return;
    }
    const action = event.key === " " && PRESSED[target.tagName] ? null : actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
}

const TYPING = { INPUT: true, SELECT: true, TEXTAREA: true };
const PRESSED = { BUTTON: true, A: true, SUMMARY: true };

// Fields, places that scroll, and what the page around takes the keys for (tabs, dialogs).
function keepsKeys(target, root) {
  if (TYPING[target.tagName] || target.isContentEditable || target.getAttribute("tabindex") === "0") {
    return true;
  }
  return target !== document.body && !root.contains(target) && target.closest("[role]") !== null;
}
