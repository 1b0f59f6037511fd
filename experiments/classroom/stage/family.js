// Whose house stands where, what the family is called, and what it says of its month.

// Founders by number; newcomers by theirs; who was born into another Kube by that one's name.
function houseName(household, words, short) {
  const number = /^(n?)(\d+)$/.exec(household.name);
  if (!number) {
    const moved = words.family.moved[household.key % words.family.moved.length];
    return short ? moved : fill(words.control.moved_house, { name: moved, from: household.name });
  }
  const names = number[1] ? words.family.newcomers : words.family.founders;
  const name = names[Number(number[2])] || String(Number(number[2]) + 1);
  return short ? name : fill(number[1] ? words.control.new_house : words.control.house, { name: name });
}

function isFounder(household) {
  return household.events.some((month) => month.some((event) => event[0] === "founder"));
}

// Who has a house this month: founders always, others while they belong and as they leave.
function hasHouse(household, month) {
  return isFounder(household) || household.columns.role[month] !== null;
}

// The plot of each household, the same in both villages; a plot is used again once it is free.
// `most` is by month how many plots have been needed so far: a village grows as it fills.
function plotsOf(told) {
  const spans = {};
  told.sides.forEach((side) =>
    side.households.forEach((household) => {
      const months = household.columns.role.map((role, month) => (role === null ? -1 : month)).filter((month) => month >= 0);
      const span = spans[household.key] || { key: household.key, first: Infinity, last: -1, founder: false };
      span.founder = span.founder || isFounder(household);
      span.first = Math.min(span.first, months[0]);
      span.last = Math.max(span.last, months[months.length - 1]);
      spans[household.key] = span;
    })
  );
  const all = Object.keys(spans).map((key) => spans[key]);
  const founders = all.filter((span) => span.founder).sort((one, other) => one.key - other.key);
  const plots = {};
  founders.forEach((span, plot) => {
    plots[span.key] = plot;
  });
  const free = [];
  all
    .filter((span) => !span.founder)
    .sort((one, other) => one.first - other.first || one.key - other.key)
    .forEach((span) => {
      let plot = free.findIndex((last) => last < span.first);
      plot = plot < 0 ? free.length : plot;
      free[plot] = span.last;
      plots[span.key] = founders.length + plot;
    });
  const most = told.story.months.map((_, month) =>
    all.reduce((found, span) => (span.founder || span.first <= month ? Math.max(found, plots[span.key] + 1) : found), 0)
  );
  return { of: plots, most: most };
}

const GRIDS = [[4, 4], [5, 4], [6, 4], [6, 5], [7, 5], [8, 6], [8, 8], [8, 9]];
const FINGER = 45;

// Cells around a middle that is left for stall and cash box, as [column, row], from 1; `until` is
// the row before which the middle ends. Where a ring of cells as wide as a finger has too few, more
// rows follow below, which are scrolled to.
function ringOf(count, width, height) {
  const grid = GRIDS.find((it) => 2 * it[0] + 2 * it[1] - 4 >= count && width / it[0] >= FINGER && height / it[1] >= FINGER);
  const columns = grid ? grid[0] : Math.max(4, Math.floor(width / FINGER));
  const around = grid ? grid[1] : 4;
  const cells = [];
  const whole = (row) => {
    for (let column = 1; column <= columns; column += 1) {
      cells.push([column, row]);
    }
  };
  whole(1);
  for (let row = 2; row < around; row += 1) {
    cells.push([1, row], [columns, row]);
  }
  let rows = around;
  whole(rows);
  while (cells.length < count) {
    rows += 1;
    whole(rows);
  }
  return { columns: columns, rows: rows, until: around, cells: cells };
}

const VOICES = {
  borrows: ["borrowed", "borrowed_to_invest"],
  helped: ["helped", "covered"],
  repays: ["repaid", "paid_part"],
  late: ["late"],
  saves: ["saved"],
  short: ["no_loan", "short"],
  failed: ["failed"],
};

// Why there was no loan: an old one is still owed, the kas lacks it, or it does not lend to this family.
const REFUSED = (event) => (event[3] ? "no_loan_owing" : event[2] < event[1] ? "no_loan" : "not_lent");

// One sentence as the family would say it: what befell it, then how the month ended.
function voiceOf(household, month, told, words) {
  const events = household.events[month];
  const said = [];
  events.forEach((event) => {
    if (event[0] === "ill" || event[0] === "ceremony") {
      said.push(words.voice[event[0]]);
    }
  });
  const state = stateOf(household, month);
  const codes = VOICES[state] || [];
  const event = codes.map((code) => events.find((it) => it[0] === code)).find((it) => it);
  if (!event) {
    said.push(words.voice[state] || "");
  } else {
    const figures = {};
    told.places.household[event[0]].slice(3).forEach((name, number) => {
      figures[name] = /_idr$/.test(name) ? aboutRupiah(event[number + 1], words) : figure(name, event[number + 1], words);
    });
    said.push(fill(words.voice[event[0] === "no_loan" ? REFUSED(event) : event[0]], figures));
  }
  return said.join(" ");
}
