// What the pictures mean: every state and office with its sign.

const OFFICES = ["chair", "treasurer"];

function showLegend(node, words) {
  const states = STATES.map((state) => state[0]).reverse();
  const items = states
    .map((state) => legendItem(state, "member", words.state[state], ": " + words.state_help[state]))
    .concat(OFFICES.map((role) => legendItem("plain", role, words.role[role], "")));
  replaceWith(node, make("summary", {}, words.control.legend), make("ul", {}, ...items));
}

function legendItem(state, role, name, help) {
  const text = make("span", {}, make("b", {}, name), help);
  return make("li", { class: "state-" + state }, houseSign(state, role), text);
}
