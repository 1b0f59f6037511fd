// A village: the households of one side as houses around the stall and the cash box.

function makeVillage(number, told, onWhy) {
  const side = told.sides[number];
  const plots = plotsOf(told);
  const list = make("ul", { class: "houses", role: "list" });
  const centre = makeCentre(number, told);
  const land = make("div", { class: "land" }, list, centre.node);
  const heading = make("h2", {});
  const vote = make("span", { class: "vote" });
  const node = make(
    "section",
    { class: "village side-" + number, "data-side": number ? "right" : "left" },
    make("header", {}, heading, vote),
    land
  );
  const twins = {};
  told.sides[1 - number].households.forEach((household) => {
    twins[household.key] = household;
  });
  const ordered = side.households.slice().sort((one, other) => plots.of[one.key] - plots.of[other.key]);
  const houses = ordered.map((household) => {
    const button = make("button", { type: "button", class: "house" });
    button.addEventListener("click", () => onWhy(household, button));
    const item = make("li", {}, button);
    list.appendChild(item);
    return { household: household, twin: twins[household.key], item: item, button: button, drawn: "" };
  });
  const byKey = {};
  houses.forEach((house) => {
    byKey[house.household.key] = house;
  });

  // Lay the plots out around the middle, as many as have been needed by this month.
  function layOut(month) {
    const width = land.clientWidth || 400;
    const ring = ringOf(plots.most[month], width, land.clientHeight || 400);
    land.setAttribute("data-room", roomOf(width / ring.columns));
    land.style.gridTemplateColumns = "repeat(" + ring.columns + ", minmax(0, 1fr))";
    land.style.gridTemplateRows = "repeat(" + ring.rows + ", minmax(44px, 1fr))";
    centre.node.style.gridColumn = "2 / " + ring.columns;
    centre.node.style.gridRow = "2 / " + ring.until;
    houses.forEach((house) => {
      const cell = ring.cells[plots.of[house.household.key] % ring.cells.length];
      house.item.style.gridColumn = cell[0];
      house.item.style.gridRow = cell[1];
    });
  }

  function show(month, words, title) {
    layOut(month);
    list.setAttribute("aria-label", fill(words.control.village, { side: title }));
    replaceWith(heading, mark(number), make("span", {}, title));
    vote.textContent = voteOf(side, month, words);
    houses.forEach((house) => showHouse(house, month, words));
    centre.show(month, words);
  }

  // Let a house stand as in another month, or in a state of its own, while money moves.
  function paint(key, state, words) {
    const house = byKey[key];
    if (house && !house.item.hidden) {
      house.button.className = house.button.className.replace(/state-\w+/, "state-" + state);
      house.button.querySelector("svg").replaceWith(houseSign(state, house.role, house.shock, SILENT[state]));
      house.button.querySelector(".state").textContent = SILENT[state] ? "" : words.state[state];
      house.drawn = "";
    }
  }

  return {
    node: node, side: side, houses: byKey, centre: centre, show: show, paint: paint,
  };
}

// How the members voted, where anything was proposed.
function voteOf(side, month, words) {
  const event = side.events[month].find((it) => it[0] === "set_aside" || it[0] === "no_majority");
  if (!event) {
    return "";
  }
  const from = event[0] === "set_aside" ? 3 : 1;
  return fill(words.control.voted, { yes: event[from], members: event[from + 1] });
}

// How much a house has room to say; its label says all of it in any case.
function roomOf(width) {
  return width >= 90 ? "full" : width >= 62 ? "names" : width >= 43 ? "small" : "bare";
}

// Calm houses are silent: a badge on each would hide the ones that need to be seen.
const SILENT = { saves: true, even: true, plain: true, none: true };

// What befalls a house in both villages alike: the same luck.
function shockOf(household, month) {
  const codes = household.events[month].map((event) => event[0]);
  return codes.indexOf("ceremony") >= 0 ? "ceremony" : codes.indexOf("ill") >= 0 ? "ill" : "";
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
  const differs = house.twin !== undefined && role !== "gone" && house.twin.columns.role[month] !== null && stateOf(house.twin, month) !== state;
  const shock = shockOf(household, month);
  const text = [state, role, name, words.state[state], differs, shock].join("|");
  if (text === house.drawn) {
    return;
  }
  house.drawn = text;
  house.role = role;
  house.shock = shock;
  house.button.className = "house state-" + state + (differs ? " differs" : "");
  house.button.setAttribute("data-key", household.name);
  house.button.setAttribute("data-state", state);
  const label = fill(words.control.house_label, { house: name, role: words.role[role], state: words.state[state] });
  house.button.setAttribute(
    "aria-label",
    [label, shock ? words.voice[shock] : "", differs ? words.control.differs : ""].filter((it) => it).join(" ")
  );
  replaceWith(
    house.button,
    houseSign(state, role, shock, SILENT[state]),
    make("span", { class: "who" }, houseName(household, words, true)),
    make("span", { class: "state" }, SILENT[state] ? "" : words.state[state])
  );
}
