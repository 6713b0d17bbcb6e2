// The picture that the server has drawn: its boxes, its lines, and where they stand.

export interface Node {
  readonly key: string;
  readonly kind: string;
  readonly element: SVGGraphicsElement;
  // The box as the server has drawn it.
  readonly home: Box;
  readonly compact: { lines: string[]; width: number; height: number };
  // The middle of the box in the network.
  x: number;
  y: number;
  shown: boolean;
}

export interface Line {
  readonly element: SVGPathElement;
  readonly path: string;
  readonly source: Node;
  readonly target: Node;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Drawing {
  readonly svg: SVGSVGElement;
  readonly nodes: Node[];
  readonly lines: Line[];
  show(kinds: Set<string>): void;
}

export const LINE_HEIGHT = 15;
const CHARACTERS = 21;
const WIDTH = 152;
const COIN = 24;

export function readDrawing(svg: SVGSVGElement): Drawing {
  const nodes: Node[] = [];
  for (const element of svg.querySelectorAll<SVGGraphicsElement>(".box[data-node]")) {
    const frame = element.querySelector(".frame");
    const name = element.querySelector(":scope > text");
    if (!frame || !name) continue;
    const at = (attribute: string): number => Number(frame.getAttribute(attribute));
    const home = { x: at("x"), y: at("y"), width: at("width"), height: at("height") };
    const coin = element.querySelector(":scope > g") !== null;
    const text = [...name.children].map((line) => line.textContent ?? "").join(" ");
    const lines = wrapped(text, coin ? CHARACTERS - 4 : CHARACTERS);
    const kind = [...element.classList].find((each) => each !== "box" && each !== "centre") ?? "";
    nodes.push({
      key: element.dataset.node ?? "",
      kind,
      element,
      home,
      compact: { lines, width: WIDTH, height: lines.length * LINE_HEIGHT + 10 },
      x: home.x + home.width / 2,
      y: home.y + home.height / 2,
      shown: true,
    });
  }
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const lines: Line[] = [];
  for (const element of svg.querySelectorAll<SVGPathElement>("path.join[data-from]")) {
    const source = byKey.get(element.dataset.from ?? "");
    const target = byKey.get(element.dataset.to ?? "");
    if (source && target) lines.push({ element, path: element.getAttribute("d") ?? "", source, target });
  }
  return { svg, nodes, lines, show: (kinds) => show(nodes, lines, kinds) };
}

function show(nodes: Node[], lines: Line[], kinds: Set<string>): void {
  for (const node of nodes) {
    node.shown = kinds.has(node.kind);
    visible(node.element, node.shown);
  }
  for (const line of lines) visible(line.element, line.source.shown && line.target.shown);
}

export function visible(element: Element, shown: boolean): void {
  if (shown) element.removeAttribute("display");
  else element.setAttribute("display", "none");
}

// What stands in a box of the network, around the middle of the box.
export function drawCompact(node: Node): void {
  const { lines, width, height } = node.compact;
  const frame = node.element.querySelector(".frame");
  const name = node.element.querySelector(":scope > text");
  const coin = node.element.querySelector(":scope > g");
  if (!frame || !name) return;
  set(frame, { x: node.x - width / 2, y: node.y - height / 2, width, height });
  const left = node.x - width / 2 + 6 + (coin ? COIN : 0);
  const top = node.y - (lines.length * LINE_HEIGHT) / 2 + 11;
  set(name, { x: left, y: top, "font-size": 12 });
  name.replaceChildren(...lines.map((line, index) => span(line, left, index ? LINE_HEIGHT : 0)));
  const { x, y, height: high } = node.home;
  const [dx, dy] = [node.x - width / 2 - x - 2, node.y - y - high / 2];
  coin?.setAttribute("transform", `translate(${dx.toFixed(1)} ${dy.toFixed(1)})`);
}

function span(text: string, x: number, dy: number): SVGTSpanElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "tspan");
  made.textContent = text;
  set(made, dy ? { x, dy } : { x });
  return made;
}

export function set(element: Element, values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, String(Math.round(value * 10) / 10));
}

// Names are wrapped and never cut; a word longer than a line is broken.
function wrapped(text: string, most: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).flatMap((each) => each.match(new RegExp(`.{1,${most}}`, "gu")) ?? [])) {
    const longer = line ? `${line} ${word}` : word;
    if (line && longer.length > most) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
