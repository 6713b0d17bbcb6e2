// The network page: neighbours stand out, kinds can be left out, and the columns can be arranged as a network.
import { draggable } from "./network/dragging";
import { readDrawing } from "./network/drawing";
import { neighbours } from "./network/neighbours";
import { arrange } from "./network/arrangement";

for (const figure of document.querySelectorAll<HTMLElement>('figure[data-picture="network"]')) {
  const svg = figure.querySelector<SVGSVGElement>(".scroll svg.network");
  const form = figure.querySelector<HTMLFormElement>("form[data-network]");
  if (!svg || !form) continue;
  const drawing = readDrawing(svg);
  const arranged = arrange(drawing);
  neighbours(drawing);
  draggable(drawing, () => arranged.isNetwork());
  form.addEventListener("change", () => {
    const kinds = new Set(new FormData(form).getAll("kind").map(String));
    drawing.show(kinds);
    arranged.set(new FormData(form).get("arrange") === "network");
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
}
