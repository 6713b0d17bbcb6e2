// Returns what a reader at 400 % has to scroll in two directions for, what is cut off, and what stays in the way.
() => {
  const name = (element) => [element.localName, element.getAttribute("class")].filter(Boolean).join(".");
  const outers = function* (element) {
    for (let outer = element.parentElement; outer && outer !== document.body; outer = outer.parentElement) yield outer;
  };
  const style = (element) => getComputedStyle(element);
  const all = [...document.body.querySelectorAll("*")].filter((element) => element.checkVisibility({ visibilityProperty: true }));
  const problems = new Set();

  // What needs two dimensions for its meaning: tables, pictures and code. Fields scroll what is typed.
  const needed = "table, svg, pre, code";
  for (const element of all) {
    if (element.matches("input, textarea, select, svg *")) continue;
    const { overflowX, overflowY } = style(element);
    const scrolls = (overflow) => ["auto", "scroll"].includes(overflow);
    if (element.scrollWidth <= element.clientWidth + 1 || element.clientWidth <= 1) continue;
    if (scrolls(overflowX)) {
      if (!element.querySelector(needed) && !element.matches(needed)) problems.add(`scrolls sideways without need: ${name(element)}`);
      if (scrolls(overflowY) && element.scrollHeight > element.clientHeight + 1) problems.add(`scrolls in two directions: ${name(element)}`);
    } else if (overflowX !== "visible" && element.textContent.trim()) {
      problems.add(`cut off: ${name(element)}`);
    }
  }

  const stays = (element) => [element, ...outers(element)].find(
    (each) => style(each).position === "fixed" || (style(each).position === "sticky" && ![...outers(each)].some((outer) => style(outer).overflowY !== "visible")),
  );
  for (const element of document.querySelectorAll("main a[href], main button, main input, main select, main textarea, main summary, main h2")) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.type === "hidden") continue;
    // As the browser does for what gets the focus.
    element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
    const box = element.getClientRects()[0];
    if (!box) continue;
    const top = document.elementFromPoint(box.x + Math.min(box.width, innerWidth - box.x) / 2, box.y + box.height / 2);
    if (!top || element.contains(top) || top.contains(element)) continue;
    const cover = stays(top);
    if (cover && !cover.contains(element)) problems.add(`covered by ${name(cover)}: ${name(element)}`);
  }
  scrollTo(0, 0);
  return [...problems].slice(0, 12);
}
