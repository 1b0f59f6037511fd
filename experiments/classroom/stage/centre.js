// The middle of a village: the stall that earns, and the cash box with its level.

const COIN_IDR = 50000;
const COINS_MOST = 144;
const COLUMNS = 12;

// What one coin stands for: the smallest round amount in which the fullest kas so far fits into
// its box. It is the same in both villages.
function coinOf(told, month) {
  let most = 0;
  told.sides.forEach((side) =>
    side.kube.kas_idr.slice(0, month + 1).forEach((kas) => {
      most = Math.max(most, kas || 0);
    })
  );
  return COIN_IDR * [1, 2, 5, 10, 20, 50, 100, 200].find((times) => times * COIN_IDR * COINS_MOST >= most || times === 200);
}

function makeCentre(number, told) {
  const side = told.sides[number];
  const caption = make("p", { class: "cap" });
  const label = make("p", { class: "kas" });
  const pile = draw("path", { class: "pile" });
  const refusal = make("p", { class: "refusal", hidden: true });
  const boards = draw("path", { class: "boards", d: "M8 20L112 72M112 20L8 72" });
  const stall = draw("svg", { class: "stall", viewBox: "0 0 120 84", "aria-hidden": "true", focusable: "false" }, ...stallArt(number), boards);
  const box = draw(
    "svg",
    { class: "box", viewBox: "0 0 150 76", "aria-hidden": "true", focusable: "false" },
    draw("rect", { class: "chest", x: 3, y: 7, width: 144, height: 66, rx: 8 }),
    pile,
    draw("rect", { class: "slot", x: 52, y: 3, width: 46, height: 8, rx: 3 })
  );
  const node = make("div", { class: "centre" }, stall, caption, make("div", { class: "chest-holder" }, box, refusal), label);
  const now = { kas: 0, coin: COIN_IDR, words: null };

  function level(kas) {
    now.kas = Math.max(0, kas);
    pile.setAttribute("d", pilePath(Math.min(COINS_MOST, now.kas / now.coin)));
    label.textContent = fill(now.words.control.kas_level, { kas: aboutRupiah(now.kas, now.words).replace(/\u00a0(?=\D)/, " ") });
  }

  function show(month, words) {
    now.words = words;
    now.coin = coinOf(told, month);
    const gone = !side.kube.members[month];
    const profit = side.kube.profit_idr[month];
    const text = gone ? words.figure.closed : side.kube.stopped[month] ? words.figure.stopped : profit ? fill(words.control.profit, { profit: aboutRupiah(profit, words) }) : words.control.no_profit;
    caption.textContent = text;
    refusal.hidden = true;
    refusal.textContent = words.control.refuses;
    boards.style.display = gone ? "" : "none";
    level(gone ? 0 : side.kube.kas_idr[month]);
  }

  // An empty box shakes and says no.
  function refuse() {
    refusal.hidden = false;
    box.classList.remove("shake");
    box.getBoundingClientRect();
    box.classList.add("shake");
  }

  return { node: node, stall: stall, box: box, coin: () => now.coin, level: level, kas: () => now.kas, refuse: refuse, show: show };
}

function stallArt(number) {
  const stripes = [0, 1, 2, 3].map((it) => draw("path", { class: "fill-" + number, d: "M" + (8 + it * 28) + " 28L" + (16 + it * 24) + " 6H" + (28 + it * 24) + "L" + (22 + it * 28) + " 28Z" }));
  return [
    draw("path", { class: "post", d: "M16 26V70M104 26V70" }),
    draw("rect", { class: "counter", x: 10, y: 50, width: 100, height: 24, rx: 3 }),
    draw("path", { class: "awning", d: "M6 28L16 6H104L114 28Z" }),
    ...stripes,
    draw("path", { class: "awning", d: "M6 28q7 10 13.5 0q7 10 13.500 0q7 10 13.500 0q7 10 13.500 0q7 10 13.500 0q7 10 13.500 0q7 10 13.500 0q7 10 13.500 0" }),
  ];
}

function pilePath(coins) {
  let path = "";
  for (let number = 0; number < Math.floor(coins); number += 1) {
    const x = 8 + (number % COLUMNS) * 11.2;
    const y = 67 - Math.floor(number / COLUMNS) * 4.6;
    path += "M" + x.toFixed(1) + " " + y.toFixed(1) + "h10v3.6h-10z";
  }
  return path;
}
