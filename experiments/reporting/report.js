// Charts are drawn once, then one is chosen by its title; on paper all of them.
const WIDTH_LEAST = 300;
const LABELS = 0.36;
const NARROW = 600;
const ERRORS_ALONE = 1;

async function drawn(figure, width) {
  const spec = JSON.parse(figure.querySelector("script").textContent);
  spec.width = width;
  spec.autosize = { type: "fit-x", contains: "padding" };
  if (width < NARROW) spec.config.legend.columns = 2;
  spec.config.axisY = { labelLimit: Math.round(width * LABELS) };
  await window.vegaEmbed(figure.querySelector(".chart"), spec, {
    mode: "vega-lite", renderer: "svg", actions: false, bind: figure.querySelector(".controls"),
    formatLocale: window.report.locale, logLevel: ERRORS_ALONE,
  });
  // The chart has one name; its parts have none of their own.
  for (const part of figure.querySelectorAll(".chart [role]")) {
    for (const name of ["role", "aria-roledescription", "aria-label"]) part.removeAttribute(name);
  }
}

function chosen(group, figures) {
  if (figures.length < 2) return;
  const label = document.createElement("label");
  const list = document.createElement("select");
  label.className = "chooser";
  label.append(`${window.report.choose} `, list);
  figures.forEach((figure, number) => list.add(new Option(figure.dataset.title, number)));
  const show = () => figures.forEach((figure, number) => { figure.hidden = number !== +list.value; });
  list.addEventListener("change", show);
  group.prepend(label);
  show();
}

async function begin() {
  for (const group of document.querySelectorAll(".plots")) {
    const figures = [...group.querySelectorAll("figure.plot")];
    const width = Math.max(WIDTH_LEAST, group.clientWidth);
    await Promise.all(figures.map((figure) => drawn(figure, width)));
    chosen(group, figures);
  }
  document.body.dataset.drawn = "yes";
}

begin();
