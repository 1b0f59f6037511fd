// One plot at a time, chosen by its title; on paper all of them.
for (const group of document.querySelectorAll(".plots")) {
  const figures = [...group.querySelectorAll("figure.plot")];
  if (figures.length < 2) continue;
  const label = document.createElement("label");
  const list = document.createElement("select");
  label.className = "chooser";
  label.append(`${window.words.choose} `, list);
  figures.forEach((figure, number) => list.add(new Option(figure.dataset.title, number)));
  const show = () => figures.forEach((figure, number) => { figure.hidden = number !== +list.value; });
  list.addEventListener("change", show);
  group.prepend(label);
  show();
}
