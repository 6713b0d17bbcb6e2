// Returns by how much the page is wider than the window, less its scroll bar, and what makes it so.
() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const scrolls = (element) => element !== document.body && getComputedStyle(element).overflowX !== "visible";
  const inScroller = (element) => {
    for (let outer = element.parentElement; outer; outer = outer.parentElement) if (scrolls(outer)) return true;
    return false;
  };
  const wide = [...document.body.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right + scrollX > clientWidth + 0.5 && element.checkVisibility() && !inScroller(element),
  );
  const name = (element) => [element.localName, element.getAttribute("class")].filter(Boolean).join(".");
  return [`${scrollWidth} px wide in a window of ${clientWidth}: ${[...new Set(wide.map(name))].slice(0, 8).join(", ")}`];
}
