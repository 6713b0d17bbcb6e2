// #NAME in an address: what it names is shown opened, such as a row of the ranked list.

export function openTarget(): void {
  open();
  // The style sheet has shown it until now.
  document.documentElement.dataset.targetOpened = "";
  addEventListener("hashchange", open);
}

function open(): void {
  const target = document.getElementById(nameIn(location.hash));
  const details = target?.querySelector<HTMLDetailsElement>(":scope > details");
  if (!target || !details || details.open) return;
  details.open = true;
  target.scrollIntoView();
}

/** Returns the name in a fragment as an element has it; a fragment may hold anything. */
function nameIn(fragment: string): string {
  try {
    return decodeURIComponent(fragment.slice(1));
  } catch {
    return "";
  }
}
