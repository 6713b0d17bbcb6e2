// Returns the text of the main part that must be there without scripts: what a script adds bears data-enhancement.
() => {
  const main = document.querySelector("main");
  const added = main.querySelectorAll("[data-enhancement], noscript");
  for (const element of added) element.style.setProperty("display", "none", "important");
  const text = main.innerText.replace(/\s+/g, " ").trim();
  for (const element of added) element.style.removeProperty("display");
  return text;
}
