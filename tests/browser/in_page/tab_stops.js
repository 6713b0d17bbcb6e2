// Finds the elements that the Tab key must reach, in the order of the document, and notes which it does reach.
() => {
  const FOCUSABLE =
    "a[*|href], area[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], " +
    "[contenteditable=''], [contenteditable=true]";

  const elements = [];
  const gather = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.matches(FOCUSABLE)) elements.push(element);
      if (element.shadowRoot) gather(element.shadowRoot);
    }
  };
  gather(document);

  const isStop = (element) =>
    !element.disabled &&
    !(element.getAttribute("tabindex") < 0) &&
    !element.closest("[inert]") &&
    element.checkVisibility({ visibilityProperty: true }) &&
    (element.localName !== "summary" || element === element.parentElement.querySelector(":scope > summary"));
  const groups = new Map(); // of radio buttons: Tab reaches the chosen one, or the first
  const stops = elements.filter(isStop).filter((element, _, all) => {
    if (element.type !== "radio" || !element.name) return true;
    const key = element.form ?? document;
    if (!groups.has(key)) groups.set(key, new Map());
    const names = groups.get(key);
    if (!names.has(element.name)) {
      const same = all.filter((other) => other.type === "radio" && other.name === element.name && other.form === element.form);
      names.set(element.name, same.find((other) => other.checked) ?? same[0]);
    }
    return names.get(element.name) === element;
  });

  const look = (element) => {
    const of = (part) => {
      const style = getComputedStyle(part);
      const outline = style.outlineStyle === "none" || style.outlineWidth === "0px" ? "" : style.outline;
      const stroke = part instanceof SVGElement ? `${style.stroke} ${style.strokeWidth}` : "";
      return [outline, style.boxShadow === "none" ? "" : style.boxShadow, stroke].join("|");
    };
    return [element, ...[...element.querySelectorAll("*")].slice(0, 20)].map(of).join("\n");
  };
  const before = new Map(stops.map((element) => [element, look(element)]));

  const state = { stops, reached: [], invisible: [], again: false };
  document.addEventListener("focusin", (event) => {
    const element = event.composedPath()[0];
    if (state.reached.includes(element)) state.again = true;
    if (state.again) return;
    state.reached.push(element);
    if (before.has(element) && look(element) === before.get(element)) state.invisible.push(element);
  });
  globalThis.tabState = state;

  // The browser continues from where the focus was: an element at the very start that is there no more.
  const start = document.createElement("span");
  start.tabIndex = -1;
  document.body.prepend(start);
  start.focus();
  start.remove();
  state.reached.length = 0;
  state.again = false;
  return stops.length;
}
