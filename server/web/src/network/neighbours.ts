// What is joined with the thing under the pointer or the focus stands out from the rest.
import type { Drawing, Node } from "./drawing";

export function neighbours({ svg, nodes, lines }: Drawing): void {
  const byElement = new Map<Element, Node>(nodes.map((node) => [node.element, node]));

  function mark(target: EventTarget | null): void {
    const box = target instanceof Element ? target.closest(".box") : null;
    const centre = box ? byElement.get(box) : undefined;
    svg.classList.toggle("choosing", centre !== undefined);
    const near = new Set<Node>(centre ? [centre] : []);
    for (const line of lines) {
      const joined = centre !== undefined && (line.source === centre || line.target === centre);
      line.element.classList.toggle("near", joined);
      if (joined) near.add(line.source).add(line.target);
    }
    for (const node of nodes) node.element.classList.toggle("near", near.has(node));
  }

  svg.addEventListener("pointerover", (event) => mark(event.target));
  svg.addEventListener("pointerleave", () => mark(document.activeElement));
  // A drawing that listens for the focus itself becomes a tab stop in Chromium.
  const around = svg.parentElement;
  around?.addEventListener("focusin", (event) => mark(event.target));
  around?.addEventListener("focusout", () => mark(null));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") mark(null);
  });
}
