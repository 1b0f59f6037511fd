"""Where texts of a page are cut off, spill out of their boxes, or lie over one another."""

FIND = r"""
() => {
  const faults = [];
  const short = (text) => text.trim().replace(/\s+/g, " ").slice(0, 40);
  const shown = (node) => {
    const style = getComputedStyle(node);
    const folded = node.closest("details:not([open])") && !node.closest("summary");
    return style.visibility !== "hidden" && !folded && !node.closest(".hidden");
  };
  if (document.documentElement.scrollWidth > window.innerWidth) {
    faults.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  }
  const inside = (node) => {
    for (let up = node; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      const clips = style.overflowX !== "visible" || /^(svg|BUTTON|SELECT)$/.test(up.tagName);
      if (clips || style.borderTopWidth !== "0px") return up;
    }
    return document.body;
  };
  const scrolling = (node) => {
    for (let up = node; up; up = up.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(up).overflowY)) return up.getBoundingClientRect();
    }
    return null;
  };
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const node = text.parentElement;
    if (!text.nodeValue.trim() || /^(SCRIPT|STYLE|OPTION|NOSCRIPT)$/.test(node.tagName)) continue;
    if (!node.getClientRects().length || !shown(node)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = inside(node);
    const edge = box.getBoundingClientRect();
    const view = scrolling(node);
    for (const rect of range.getClientRects()) {
      if (rect.width < 1 || rect.height < 1) continue;
      if (view && (rect.bottom > view.bottom + 1 || rect.top < view.top - 1)) continue;
      const out = rect.left < edge.left - 1 || rect.right > edge.right + 1 ||
        rect.top < edge.top - 2 || rect.bottom > edge.bottom + 2;
      const name = box.className.baseVal ?? box.className;
      if (out) faults.push(`spills: ${short(text.nodeValue)} out of ${box.tagName} ${name}`);
      boxes.push({ node, rect, text: text.nodeValue, sticky: node.closest("thead, .pinned") });
    }
  }
  for (let one = 0; one < boxes.length; one += 1) {
    for (let two = one + 1; two < boxes.length; two += 1) {
      const a = boxes[one], b = boxes[two];
      if (a.node === b.node || a.sticky || b.sticky) continue;
      const wide = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left);
      const high = Math.min(a.rect.bottom, b.rect.bottom) - Math.max(a.rect.top, b.rect.top);
      const deep = Math.min(a.rect.height, b.rect.height);
      if (wide > 1 && high > deep / 3) {
        faults.push(`overlap: ${short(a.text)} and ${short(b.text)}`);
      }
    }
  }
  return faults;
}
"""
"""Lines of text that share more than a third of their height count as lying over one another.

Heads of tables and the score at a phone's foot stay in sight while the rest moves under them.
"""

SMALL = r"""
() => [...document.querySelectorAll("button, select, summary, [role=tab]")]
  .filter((it) => it.getClientRects().length)
  .map((it) => [it.getBoundingClientRect(), it])
  .filter(([rect]) => rect.height < 43.5 || rect.width < 43.5)
  .map(([rect, it]) => [it.className, it.textContent.slice(0, 30), rect.width, rect.height])
  .map((told) => told.join(" "))
"""


def faults_of(page) -> list[str]:
    """Return what is cut off or overlaps on a page as it is shown now."""
    page.evaluate("document.querySelectorAll('.scroll').forEach((it) => { it.scrollTop = 0; })")
    page.evaluate("window.scrollTo(0, 0)")
    return list(page.evaluate(FIND))


def small_buttons(page) -> list[str]:
    """Return buttons of less than 44 px."""
    return list(page.evaluate(SMALL))
