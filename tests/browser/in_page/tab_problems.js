// Returns what is wrong with the stops of the Tab key that tab_stops.js noted.
() => {
  const { stops, reached, invisible } = globalThis.tabState;
  const say = (element) => {
    const text = (element.textContent || element.value || element.name || "").trim().replace(/\s+/g, " ").slice(0, 40);
    return `<${element.localName}> “${text}” ${element.getAttribute("href") ?? ""}`.trim();
  };
  const problems = [];
  const missed = stops.filter((element) => !reached.includes(element));
  for (const element of missed) problems.push(`the Tab key does not reach ${say(element)}`);
  for (const element of invisible) problems.push(`the focus cannot be seen on ${say(element)}`);

  const met = reached.filter((element) => stops.includes(element));
  const inOrder = stops.filter((element) => reached.includes(element));
  const wrong = met.findIndex((element, index) => element !== inOrder[index]);
  if (wrong >= 0) problems.push(`the order differs from the document's: ${say(met[wrong])} before ${say(inOrder[wrong])}`);

  // A browser lets one scroll by keyboard what nothing inside would; anything else needs to be a link or a control.
  const scrolls = ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
    scrollWidth > clientWidth || scrollHeight > clientHeight;
  for (const element of reached) {
    if (!stops.includes(element) && !scrolls(element)) problems.push(`a stop that is no control: ${say(element)}`);
  }

  for (const figure of document.querySelectorAll("figure[data-picture]")) {
    const name = figure.dataset.picture || figure.id;
    if (!figure.checkVisibility()) continue;
    // A region that scrolls is a stop too, but leads nowhere.
    const inside = stops.filter((stop) => figure.contains(stop) && stop.matches("a, summary, button"));
    if (inside.length === 0) problems.push(`the picture ${name} has no link or control`);
  }
  return problems;
}
