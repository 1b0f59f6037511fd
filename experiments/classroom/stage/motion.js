// A month as money that moves: from the stall to houses and box, loans out, instalments back.
//
// It only shows what the month's figures say; who wants no motion sees the month at its end.

const RISE = 40;
const COIN_PX = 9;
const calm = window.matchMedia ? window.matchMedia("(prefers-reduced-motion: reduce)") : { matches: true };

function makeMotion(frame) {
  const canvas = make("canvas", { class: "money", "aria-hidden": "true" });
  const pen = canvas.getContext("2d");
  const run = { frame: 0, done: null };

  function stop() {
    if (run.frame) {
      cancelAnimationFrame(run.frame);
      run.frame = 0;
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.clearRect(0, 0, canvas.width, canvas.height);
      run.done();
    }
  }

  // Let the money of a month move over so many milliseconds; `done` is called at its end.
  function start(villages, month, milliseconds, words, done) {
    stop();
    if (calm.matches || !pen) {
      return;
    }
    const size = frame.getBoundingClientRect();
    const density = Math.min(2, window.devicePixelRatio || 1);
    canvas.width = Math.round(size.width * density);
    canvas.height = Math.round(size.height * density);
    const act = { coins: [], cues: [] };
    villages.forEach((village) => villageMonth(act, village, month, words, size));
    act.cues.sort((one, other) => one[0] - other[0]);
    run.done = done;
    let began = 0;
    const draw = (now) => {
      began = began || now;
      const t = (now - began) / milliseconds;
      while (act.cues.length && act.cues[0][0] <= t) {
        act.cues.shift()[1]();
      }
      pen.setTransform(density, 0, 0, density, 0, 0);
      pen.clearRect(0, 0, size.width, size.height);
      act.coins.forEach((coin) => drawCoin(pen, coin, t));
      if (t < 1) {
        run.frame = requestAnimationFrame(draw);
      } else {
        stop();
      }
    };
    run.frame = requestAnimationFrame(draw);
  }

  return { node: canvas, start: start, stop: stop };
}

// The coins of one village and the moments at which its houses and its box change.
function villageMonth(act, village, month, words, size) {
  const side = village.side;
  const kube = side.kube;
  if (month < 1 || !kube.members[month - 1]) {
    return;
  }
  const centre = village.centre;
  const coin = centre.coin();
  const stall = middleOf(centre.stall, size);
  const box = middleOf(centre.box, size);
  const fly = (amount, from, to, at, kind) => {
    const number = Math.max(1, Math.min(12, Math.round(amount / coin)));
    for (let one = 0; one < number; one += 1) {
      act.coins.push({ from: from, to: to, at: at + 0.012 * one, till: at + 0.15 + 0.012 * one, kind: kind, size: amount < coin ? 0.7 : 1 });
    }
  };
  centre.level(kube.kas_idr[month - 1]);
  const put = (at, amount) => act.cues.push([at, () => centre.level(centre.kas() + amount)]);
  if (kube.profit_idr[month] > 0) {
    fly(kube.profit_idr[month], { x: stall.x, y: -10 }, stall, 0.02, "coin");
  }
  if (kube.aside_idr[month] > 0) {
    fly(kube.aside_idr[month], stall, box, 0.3, "coin");
    put(0.45, kube.aside_idr[month]);
  }
  side.households.forEach((household) => {
    const house = village.houses[household.key];
    if (house.item.hidden || household.columns.role[month - 1] === null) {
      return;
    }
    const place = middleOf(house.button, size);
    const codes = {};
    household.events[month].forEach((event) => {
      codes[event[0]] = event;
    });
    const now = stateOf(household, month);
    village.paint(household.key, stateOf(household, month - 1), words);
    if (codes.share) {
      fly(codes.share[1], stall, place, 0.4, "coin");
    }
    if (codes.raided) {
      fly(codes.raided[1], box, place, 0.46, "coin");
      put(0.5, -codes.raided[1]);
    }
    const paid = codes.repaid || codes.paid_part;
    if (paid) {
      fly(paid[1], place, box, 0.57, "pay");
      put(0.72, paid[1]);
    }
    if (codes.borrowed || codes.no_loan || codes.short) {
      act.cues.push([0.62, () => village.paint(household.key, "short", words)]);
    }
    const loan = codes.borrowed || codes.borrowed_to_invest;
    if (loan) {
      fly(loan[1], box, place, 0.72, "loan");
      put(0.73, -loan[1]);
      act.cues.push([0.89, () => village.paint(household.key, "borrows", words)]);
    } else if (codes.no_loan && codes.no_loan[2] < codes.no_loan[1]) {
      act.coins.push({ from: place, to: box, at: 0.66, till: 0.8, kind: "ask", size: 1 });
      act.coins.push({ from: box, to: place, at: 0.84, till: 0.96, kind: "ask", size: 1 });
      act.cues.push([0.8, () => centre.refuse()]);
    }
    if (codes.failed) {
      fly(codes.failed[1], box, place, 0.78, "coin");
    }
    act.cues.push([0.94, () => village.paint(household.key, now, words)]);
  });
}

function middleOf(node, size) {
  const rect = node.getBoundingClientRect();
  return { x: rect.left - size.left + rect.width / 2, y: rect.top - size.top + rect.height / 2 };
}

const COIN_RING = { coin: "#7a5200", loan: "#b3261e", pay: "#1f5a99", ask: "#b3261e" };

function drawCoin(pen, coin, t) {
  if (t < coin.at || t > coin.till) {
    return;
  }
  const part = (t - coin.at) / (coin.till - coin.at);
  const eased = part < 0.5 ? 4 * part * part * part : 1 - Math.pow(2 - 2 * part, 3) / 2;
  const x = coin.from.x + (coin.to.x - coin.from.x) * eased;
  const y = coin.from.y + (coin.to.y - coin.from.y) * eased - RISE * Math.sin(Math.PI * eased);
  pen.beginPath();
  pen.arc(x, y, COIN_PX * coin.size, 0, 2 * Math.PI);
  pen.fillStyle = coin.kind === "ask" ? "#fff" : "#f5b915";
  pen.fill();
  pen.lineWidth = coin.kind === "coin" ? 2 : 3;
  pen.strokeStyle = COIN_RING[coin.kind];
  pen.stroke();
  if (coin.kind !== "coin") {
    const up = coin.kind === "pay" ? -1 : 1;
    pen.beginPath();
    if (coin.kind === "ask") {
      pen.moveTo(x, y - 5);
      pen.lineTo(x, y + 1);
      pen.moveTo(x, y + 4);
      pen.lineTo(x, y + 5);
    } else {
      pen.moveTo(x, y - 4 * up);
      pen.lineTo(x, y + 4 * up);
      pen.moveTo(x - 3, y + up);
      pen.lineTo(x, y + 4 * up);
      pen.lineTo(x + 3, y + up);
    }
    pen.lineWidth = 2;
    pen.stroke();
  }
}
