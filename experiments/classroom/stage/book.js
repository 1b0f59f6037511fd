// The buku kas as a treasurer keeps it, growing line by line; each line says its rule.

const BOOK_MONTHS = 6;

function makeBook(side, onLine) {
  const heading = make("h3", {});
  const body = make("tbody", {});
  const head = make("thead", {});
  const caption = make("caption", { class: "hidden" });
  const scroll = make("div", { class: "scroll", tabindex: "0", role: "region" }, make("table", {}, caption, head, body));
  const all = make("button", { type: "button", class: "plain", "aria-pressed": "false" });
  const node = make("section", { class: "book" }, make("div", { class: "book-head" }, heading, all), scroll);
  const state = { months: [], words: null, all: false, again: null };
  all.addEventListener("click", () => {
    state.all = !state.all;
    all.setAttribute("aria-pressed", String(state.all));
    state.again();
  });

  function show(told, month, words, title) {
    state.again = () => show(told, month, words, title);
    heading.textContent = title;
    all.textContent = words.book.all;
    const text = fill(words.book.caption, { side: title, month: monthName(told.story.months[month], words) });
    caption.textContent = text;
    scroll.setAttribute("aria-label", text);
    if (state.words !== words) {
      empty(body);
      state.months = [];
      state.words = words;
      showHead(head, words);
    }
    const first = state.all ? 0 : Math.max(0, month - BOOK_MONTHS + 1);
    const wanted = [];
    for (let m = first; m <= month; m += 1) {
      wanted.push(m);
    }
    state.months = state.months.filter((it) => {
      const stays = wanted.indexOf(it.month) >= 0;
      if (!stays) {
        it.rows.forEach((row) => body.removeChild(row));
      }
      return stays;
    });
    const next = wanted.filter((m) => !state.months.some((it) => it.month === m));
    const before = state.months.length ? state.months[0].rows[0] : null;
    next.forEach((m) => {
      const rows = monthRows(told, side, m, words, onLine);
      const early = state.months.length && m < state.months[0].month;
      rows.forEach((row) => body.insertBefore(row, early ? before : null));
      state.months.push({ month: m, rows: rows });
    });
    state.months.sort((a, b) => a.month - b.month);
    body.querySelectorAll(".fresh").forEach((row) => row.classList.remove("fresh"));
    state.months.forEach((it) => it.month === month && it.rows.forEach((row) => row.classList.add("fresh")));
    scroll.scrollTop = scroll.scrollHeight;
  }

  return { node: node, show: show };
}

function showHead(head, words) {
  const names = ["description", "received", "paid", "balance"];
  replaceWith(
    head,
    make(
      "tr",
      {},
      ...names.map((name, number) =>
        make("th", { scope: "col", class: number ? "amount" : "" }, words.book[name] + (number ? " (Rp)" : ""))
      )
    )
  );
}

function monthRows(told, side, month, words, onLine) {
  const lines = told.sides[side].book[month];
  const title = make("tr", { class: "month" }, make("th", { scope: "rowgroup", colspan: 4 }, monthName(told.story.months[month], words)));
  if (!lines.length) {
    return [title, make("tr", {}, make("td", { colspan: 4, class: "quiet" }, words.book.empty))];
  }
  return [title].concat(lines.map((line) => lineRow(line, month, words, onLine)));
}

function lineRow(line, month, words, onLine) {
  const amount = (value) => make("td", { class: "amount" }, value ? grouped(value, words) : "");
  const name = words.flow[line[0]];
  const button = make("button", { type: "button", class: "line-name" }, line[1] > 1 ? name + " (" + line[1] + "×)" : name);
  button.addEventListener("click", () => onLine(line, month, button));
  return make(
    "tr",
    {},
    make("th", { scope: "row" }, button),
    amount(line[2]),
    amount(line[3]),
    make("td", { class: "amount" }, grouped(line[4], words))
  );
}
