// Returns what printed paper should not have, or lacks; the page is in the print medium.
() => {
  const shown = (element) => element !== null && element.checkVisibility({ visibilityProperty: true });
  const problems = [];
  for (const nav of document.querySelectorAll("nav, [role=search], .skip, form button")) {
    if (shown(nav)) problems.push(`printed: <${nav.localName}> ${nav.getAttribute("aria-label") ?? nav.textContent.trim().slice(0, 40)}`);
  }
  for (const part of ["main", "h1"]) {
    if (!shown(document.querySelector(part))) problems.push(`not printed: ${part}`);
  }
  return problems;
}
