// Exercises go on where they were after the page is loaded again: name, level and answers are kept in
// this browser alone.
(() => {
  "use strict";
  const KEY = "kubesim-exercises";
  const FIRST = ["trainee", "level"];
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY)) || {};
    } catch {
      return {};
    }
  };
  const keyOf = (node) => (node.type === "radio" ? node.name : node.id);
  const isKept = (key) => FIRST.includes(key) || key.startsWith("answer-");

  function put(node, value) {
    if (node.type === "radio" ? node.value !== value || node.checked : node.value === value) return;
    if (node.type === "radio") node.checked = true;
    else node.value = value;
    node.dispatchEvent(new Event("change", { bubbles: true }));
  }

  document.addEventListener("change", (event) => {
    const key = keyOf(event.target);
    if (!event.isTrusted || !isKept(key)) return;
    const kept = key === "trainee" ? { level: read().level } : read();
    try {
      localStorage.setItem(KEY, JSON.stringify({ ...kept, [key]: event.target.value }));
    } catch {
      // A browser that keeps nothing begins anew.
    }
  });

  // Fill in what is drawn, as it is drawn; begin once by itself, where there was a name at loading.
  const before = read();
  let begun = !before.trainee;
  const fill = () => {
    const kept = read();
    const start = document.getElementById("begin");
    if (start && !begun && window.socket?.connected) {
      begun = true;
      for (const key of FIRST) if (before[key]) put(document.getElementById(key), before[key]);
      start.click();
    }
    for (const node of document.querySelectorAll("#exercises input:not([data-filled])")) {
      node.dataset.filled = "yes";
      const value = kept[keyOf(node)];
      if (value !== undefined) put(node, value);
    }
  };
  new MutationObserver(fill).observe(document, { childList: true, subtree: true });
  // The line to the server may come when nothing is drawn any more.
  const waiting = setInterval(() => {
    fill();
    if (begun) clearInterval(waiting);
  }, 250);
})();
