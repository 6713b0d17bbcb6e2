// One polite live region for the page.

let region: HTMLElement | undefined;

export function announce(text: string): void {
  region ??= document.querySelector<HTMLElement>("[data-page-status]") ?? create();
  region.textContent = text;
}

function create(): HTMLElement {
  const made = document.createElement("p");
  made.className = "hidden";
  made.setAttribute("role", "status");
  document.body.append(made);
  return made;
}

/** Lets assistive technology know the region before something is said in it. */
export function prepareStatus(): void {
  region ??= document.querySelector<HTMLElement>("[data-page-status]") ?? create();
}
