// `kubesim`: mount a stage, tell it a story, move it through the months.
//
// kubesim.mount(element, words, lang, {odd, opening}) makes a stage in an element and returns it; the calls
// below go to the one mounted last. `words` are those of the stage in both languages; `odd` is the
// address of the model's description, null where there is none; with `opening` it begins guided.
// tell(toldOrUrl), toMonth(m), speak(lang), play(), pause(), month(); voices(), what families on the
// left say of the month; ahead(), who has more in the end; ghosts(lines), earlier
// tries to be drawn thinly. The element hears of every change of the month
// as `kubesim:month` with {month, of}.

function makeStage(element, words, lang, settings) {
  let timer = null;
  let pace = SPEEDS.normal;
  let asked = 0;
  let parted = null;
  const on = {
    first: () => go(0),
    back: () => go(scene.month - 1),
    step: () => go(scene.month + 1, STEP_MS),
    month: (month) => go(month),
    play: () => (timer === null ? play() : pause()),
    speed: (chosen) => {
      pace = chosen;
      if (timer !== null) {
        stopTimer();
        startTimer();
      }
    },
  };
  const odd = /^http/.test(window.location.protocol) ? "/odd" : null;
  const scene = makeScene(element, words, lang || "id", Object.assign({ odd: odd, on: on }, settings));
  onWidth(element, () => {
    fitScene(scene);
    if (scene.told) {
      showMonth(scene);
    }
  });
  onKeys(element, () => !scene.told || scene.parts.panel.isOpen(), on);

  function go(month, moving) {
    stopTimer();
    toMonth(month, moving);
  }

  // Where the story is told month by month, it pauses where something is to be seen.
  function pauseToSee() {
    const told = scene.told;
    const ended = [0, 1].find((number) => told.sides[number].failed_month === scene.month);
    if (ended !== undefined && told.sides[ended].failure) {
      stopTimer();
      openEnd(scene, ended, goOn, (month) => go(month));
    } else if (told.split && told.split.month === scene.month && parted !== told) {
      parted = told;
      stopTimer();
      openSplit(scene, goOn);
    }
  }

  function goOn() {
    scene.parts.card.close();
    play();
  }

  function toMonth(month, moving) {
    scene.parts.card.close();
    if (!scene.told) {
      scene.month = Math.max(0, month);
      return;
    }
    const last = scene.told.story.months.length - 1;
    scene.month = Math.max(0, Math.min(last, Math.round(month)));
    if (scene.month === last) {
      stopTimer();
    }
    showMonth(scene, moving);
    if (moving) {
      pauseToSee();
      scene.parts.controls.show(scene.told.story, scene.month, scene.playing, scene.words[scene.lang]);
    }
    const detail = { month: scene.month, of: last + 1 };
    element.dispatchEvent(new CustomEvent("kubesim:month", { bubbles: true, detail: detail }));
  }

  function startTimer() {
    scene.playing = true;
    timer = setInterval(() => toMonth(scene.month + 1, pace), pace);
  }

  function stopTimer() {
    clearInterval(timer);
    timer = null;
    scene.playing = false;
  }

  function play() {
    if (scene.told && timer === null && scene.month < scene.told.story.months.length - 1) {
      startTimer();
      toMonth(scene.month + 1, pace);
    }
  }

  function pause() {
    stopTimer();
    if (scene.told) {
      showMonth(scene);
    }
  }

  // Tell a story, given as an object or by its address; the month stays where it was.
  function tell(toldOrUrl) {
    asked += 1;
    const mine = asked;
    const story = typeof toldOrUrl === "string" ? fetched(toldOrUrl) : Promise.resolve(toldOrUrl);
    return story.then((told) => {
      if (mine === asked) {
        stopTimer();
        setScene(scene, told);
        if (scene.settings.opening && !wasSeen()) {
          openOpening(scene, 0, () => undefined, true);
        }
      }
      return told;
    });
  }

  function speak(other) {
    scene.lang = other;
    scene.parts.card.close();
    showWords(scene);
  }

  return {
    tell: tell,
    toMonth: toMonth,
    speak: speak,
    play: play,
    pause: pause,
    month: () => scene.month,
    voices: () => voicesIn(scene),
    ahead: () => aheadIn(scene.told),
    ghosts: (lines) => {
      scene.ghosts = lines;
    },
  };
}

function fetched(address) {
  return fetch(address, { credentials: "same-origin" }).then((answer) => {
    if (!answer.ok) {
      throw new Error(address + ": " + answer.status);
    }
    return answer.json();
  });
}

// Another width, or a window that is much higher or lower: a phone's address bar is not.
function onWidth(node, action) {
  let width = node.clientWidth;
  let height = window.innerHeight;
  const look = () => {
    if (node.clientWidth && (node.clientWidth !== width || Math.abs(window.innerHeight - height) > BAR_PX)) {
      width = node.clientWidth;
      height = window.innerHeight;
      action();
    }
  };
  window.addEventListener("resize", look);
  if (typeof ResizeObserver === "function") {
    new ResizeObserver(look).observe(node);
  }
}

const BAR_PX = 120;

// Families on the left to whom something happened in the month shown, the needy first.
function voicesIn(scene) {
  const words = scene.words[scene.lang];
  const told = scene.told.sides[0].households
    .filter((household) => household.columns.role[scene.month] !== null)
    .map((household) => ({
      name: houseName(household, words),
      short: stateOf(household, scene.month) === "short",
      struck: household.events[scene.month].some((event) => event[0] === "ill" || event[0] === "ceremony"),
      text: voiceOf(household, scene.month, scene.told, words),
    }))
    .filter((it) => it.short || it.struck);
  return told.sort((one, other) => Number(other.short) - Number(one.short));
}

const NEARLY_IDR = 10000;

// Which group has more money in the last month: 0 left, 1 nearly the same, 2 right.
function aheadIn(told) {
  const month = told.story.months.length - 1;
  const [left, right] = told.sides.map((side) => (side.kube.members[month] ? fundsOf(side.kube, month) : 0));
  return Math.abs(right - left) < NEARLY_IDR ? 1 : right > left ? 2 : 0;
}

let current = null;

window.kubesim = {
  kubeName: kubeName,
  write: { aboutRupiah: aboutRupiah, monthName: monthName, ticks: ticks },
  mount(element, words, lang, settings) {
    if (current) {
      current.pause();
    }
    current = makeStage(element, words, lang, settings);
    return current;
  },
};
["tell", "toMonth", "speak", "play", "pause", "month", "voices", "ahead", "ghosts"].forEach((name) => {
  window.kubesim[name] = (...given) => current[name](...given);
});
