// data-row: what stands for the same thing in several pictures is marked together, by the pointer and by the focus.

const MARK = "linked";
let marked: Element[] = [];

export function linkedRows(): void {
  for (const name of ["pointerover", "focusin"]) document.addEventListener(name, (event) => mark(event.target));
  document.addEventListener("pointerout", (event) => {
    if (!(event as PointerEvent).relatedTarget) mark(document.activeElement);
  });
  document.addEventListener("focusout", () => mark(null));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") mark(null);
  });
}

function mark(target: EventTarget | null): void {
  const row = target instanceof Element ? target.closest("[data-row]")?.getAttribute("data-row") : undefined;
  for (const element of marked) element.classList.remove(MARK);
  marked = row ? [...document.querySelectorAll(`[data-row="${CSS.escape(row)}"]`)] : [];
  for (const element of marked) element.classList.add(MARK);
}
