// A village: the households of one side as houses, each of which says why.

function houseName(household, words) {
  const newcomer = /^n(\d+)$/.exec(household.name);
  if (newcomer) {
    return fill(words.control.new_house, { name: Number(newcomer[1]) + 1 });
  }
  const founder = /^\d+$/.test(household.name);
  const name = founder ? Number(household.name) + 1 : household.name;
  return fill(words.control.house, { name: name });
}

function isFounder(household) {
  return household.events.some((month) => month.some((event) => event[0] === "founder"));
}

// Who has a house this month: founders always, others while they belong and as they leave.
function hasHouse(household, month) {
  return isFounder(household) || household.columns.role[month] !== null;
}

function makeVillage(side, onWhy) {
  const list = make("ul", { class: "houses", role: "list" });
  const houses = side.households.map((household) => {
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
    make("span", { class: officer ? "who officer" : "who" }, officer ? words.role[role] : name)
  );
}
