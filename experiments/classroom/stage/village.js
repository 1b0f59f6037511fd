// A village: the households of one side as houses, each of which says why.

// Founders and newcomers by number; who was born into another Kube by that one's name.
function houseName(household, words, short) {
  const number = /^(n?)(\d+)$/.exec(household.name);
  if (!number) {
    return short ? words.control.moved_house_short : fill(words.control.moved_house, { name: household.name });
  }
  const newcomer = short ? words.control.new_house_short : words.control.new_house;
  return fill(number[1] ? newcomer : words.control.house, { name: Number(number[2]) + 1 });
}

function isFounder(household) {
  return household.events.some((month) => month.some((event) => event[0] === "founder"));
}

// Founders stand first, then newcomers, then those who moved in from other Kubes.
function rank(household) {
  const moved = /^n?\d+$/.test(household.name) ? 1 : 2;
  return isFounder(household) ? 0 : moved;
}

// Who has a house this month: founders always, others while they belong and as they leave.
function hasHouse(household, month) {
  return isFounder(household) || household.columns.role[month] !== null;
}

function makeVillage(side, onWhy) {
  const list = make("ul", { class: "houses", role: "list" });
  const ordered = side.households.slice().sort((one, other) => rank(one) - rank(other));
  const houses = ordered.map((household) => {
    const button = make("button", { type: "button", class: "house" });
    button.addEventListener("click", () => onWhy(household, button));
    const item = make("li", {}, button);
    list.appendChild(item);
    return { household: household, item: item, button: button, drawn: "" };
  });
  return {
    node: list,
    show(month, words, title) {
      list.setAttribute("aria-label", fill(words.control.village, { side: title }));
      houses.forEach((house) => showHouse(house, month, words));
    },
  };
}

function showHouse(house, month, words) {
  const household = house.household;
  house.item.hidden = !hasHouse(household, month);
  if (house.item.hidden) {
    return;
  }
  const state = stateOf(household, month);
  const role = household.columns.role[month] || "gone";
  const name = houseName(household, words);
  const text = [state, role, name, words.state[state]].join("|");
  if (text === house.drawn) {
    return;
  }
  house.drawn = text;
  house.button.className = "house state-" + state;
  house.button.setAttribute("data-key", household.name);
  house.button.setAttribute("data-state", state);
  house.button.setAttribute(
    "aria-label",
    fill(words.control.house_label, { house: name, role: words.role[role], state: words.state[state] })
  );
  const officer = role === "chair" || role === "treasurer";
  replaceWith(
    house.button,
    houseSign(state, role),
    make("span", { class: "state" }, words.state[state]),
    make("span", { class: officer ? "who officer" : "who" }, officer ? words.role[role] : houseName(household, words, true))
  );
}
