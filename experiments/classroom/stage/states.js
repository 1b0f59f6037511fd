// What a house shows: one state a month, the most telling of the household's events.

const STATES = [
  ["failed", ["failed"]],
  ["graduated", ["graduated"]],
  ["left", ["left"]],
  ["newcomer", ["joined", "returned"]],
  ["short", ["short"]],
  ["late", ["late"]],
  ["borrows", ["borrowed", "borrowed_to_invest"]],
  ["helped", ["helped", "covered"]],
  ["repays", ["repaid", "paid_part"]],
  ["saves", ["saved"]],
  ["even", ["spent_all"]],
];

const GONE = { failed: true, graduated: true, left: true };

function stateOf(household, month) {
  const codes = {};
  household.events[month].forEach((event) => {
    codes[event[0]] = true;
  });
  const found = STATES.find((state) => state[1].some((code) => codes[code]));
  if (found) {
    return found[0];
  }
  return household.columns.role[month] === null ? lastGone(household, month) : "even";
}

// Of a household that does not belong: how it left, or that it has not come yet.
function lastGone(household, month) {
  for (let earlier = month - 1; earlier >= 0; earlier -= 1) {
    if (household.columns.role[earlier] !== null) {
      const state = stateOf(household, earlier);
      return GONE[state] ? state : "left";
    }
  }
  return "none";
}

// The sign in the badge of each state, drawn around the middle (0, 0) within a radius of 8.
const SIGNS = {
  saves: "M0-5V5M-5 0H5",
  even: "M-5-2.5H5M-5 2.5H5",
  borrows: "M0-6V4M-4.5 0L0 5L4.5 0",
  repays: "M0 6V-4M-4.5 0L0-5L4.5 0",
  late: "M0-5V0L3.5 2.5",
  helped: "M0 5C-9-1-4-7 0-2.5C4-7 9-1 0 5Z",
  short: "M0-5.5V1.5M0 4.6V5.4",
  newcomer: "M0-6L1.7-1.9L6-1.6L2.6 1.2L3.8 5.5L0 3L-3.8 5.5L-2.6 1.2L-6-1.6L-1.7-1.9Z",
  left: "M-5 0H4M0.5-4L5 0L0.5 4",
  graduated: "M-5 4.5L-1-0.5L1.5 2L5.5-4.5M1.5-4.5H5.5V-0.5",
  failed: "M-4.5-4.5L4.5 4.5M4.5-4.5L-4.5 4.5",
};

// A palm frond for a ceremony, a thermometer for illness, left of the house.
const SHOCKS = {
  ceremony: "M4 58V24C4 8 14 6 17 15L13 27L17 34L21 27L17 15",
  ill: "M5 22H11V44A6 6 0 1 1 5 44ZM8 30V46",
};

// The badge's outline, so that a state is told without its colour as well.
function outline(state) {
  if (state === "short") {
    return draw("path", { class: "badge", d: "M0-11L11 8.5H-11Z" });
  }
  if (state === "late" || state === "helped" || state === "newcomer") {
    return draw("circle", { class: "badge", r: 9.5 });
  }
  if (GONE[state]) {
    return draw("path", { class: "badge", d: "M0-11L11 0L0 11L-11 0Z" });
  }
  return draw("rect", { class: "badge", x: -9, y: -9, width: 18, height: 18, rx: 5 });
}

function houseSign(state, role, shock, quiet) {
  const house = draw(
    "g",
    {},
    draw("path", { class: "wall", d: "M14 29H54V57H14Z" }),
    draw("path", { class: "roof", d: "M8 31L34 9L60 31Z" }),
    draw("path", { class: "door", d: "M29 57V42H39V57Z" }),
    draw("path", { class: "window", d: "M19 36H25V42H19ZM43 36H49V42H43Z" })
  );
  if (state === "none") {
    empty(house);
  }
  if (role === "chair" || role === "treasurer") {
    house.appendChild(draw("path", { class: "pole", d: "M14 27V5" }));
    house.appendChild(
      role === "chair"
        ? draw("path", { class: "flag", d: "M14 5H29L25 9.5L29 14H14Z" })
        : draw("path", { class: "flag paper", d: "M14 5H27V15H14Z" })
    );
  }
  if (shock) {
    house.appendChild(draw("path", { class: "shock " + shock, d: SHOCKS[shock] }));
  }
  const badge = draw(
    "g",
    { transform: state === "short" ? "translate(56 15)" : "translate(56 14)" },
    outline(state),
    draw("path", { class: "sign" + (state === "helped" || state === "newcomer" ? " full" : ""), d: SIGNS[state] || "" })
  );
  return draw(
    "svg",
    { viewBox: "0 0 70 60", "aria-hidden": "true", focusable: "false" },
    house,
    SIGNS[state] && !quiet ? badge : null
  );
}
