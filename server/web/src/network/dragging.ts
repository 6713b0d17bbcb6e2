// Boxes of the network can be moved with the pointer; a press without a move stays a click on the link.
import { drawLine } from "./arrangement";
import { type Drawing, drawCompact, type Node } from "./drawing";

const SLACK = 4;

export function draggable({ svg, nodes, lines }: Drawing, active: () => boolean): void {
  for (const node of nodes) {
    let moved = false;
    node.element.addEventListener("dragstart", (event) => event.preventDefault());
    node.element.addEventListener("pointerdown", (event) => {
      if (!active() || event.button !== 0) return;
      moved = false;
      const start = place(svg, event);
      const offset = { x: node.x - start.x, y: node.y - start.y };
      const move = (next: PointerEvent): void => {
        const at = place(svg, next);
        moved ||= Math.hypot(at.x - start.x, at.y - start.y) > SLACK;
        if (moved) to(node, at.x + offset.x, at.y + offset.y);
      };
      const end = new AbortController();
      window.addEventListener("pointermove", move, { signal: end.signal });
      for (const name of ["pointerup", "pointercancel"]) {
        window.addEventListener(name, () => end.abort(), { signal: end.signal });
      }
    });
    node.element.addEventListener("click", (event) => {
      if (moved) event.preventDefault();
      moved = false;
    });
  }

  function to(node: Node, x: number, y: number): void {
    node.x = x;
    node.y = y;
    drawCompact(node);
    for (const line of lines) if (line.source === node || line.target === node) drawLine(line);
  }
}

// The place of the pointer in the units of the picture.
function place(svg: SVGSVGElement, event: PointerEvent): DOMPoint {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM()?.inverse());
}
