// The columns as the server has drawn them, or a network by forces: the same at each visit, since nothing is random.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { type Drawing, drawCompact, type Line, type Node, set, visible } from "./drawing";

const TICKS = 300;
const MARGIN = 8;

export interface Arrangement {
  set(network: boolean): void;
  isNetwork(): boolean;
}

export function arrange(drawing: Drawing): Arrangement {
  const { svg, nodes, lines } = drawing;
  const server = new Map(nodes.map((node) => [node, node.element.innerHTML]));
  const viewBox = svg.getAttribute("viewBox") ?? "";
  const size = { width: svg.getAttribute("width") ?? "", height: svg.getAttribute("height") ?? "" };
  const headings = [...svg.querySelectorAll(".heading")];
  let network = false;
  let known = "";

  function asNetwork(): void {
    const shown = nodes.filter((node) => node.shown);
    const kinds = [...new Set(shown.map((node) => node.kind))].join();
    // What has been dragged stays, until other kinds are shown.
    if (kinds !== known) settle(shown, lines.filter((line) => line.source.shown && line.target.shown));
    known = kinds;
    for (const node of shown) drawCompact(node);
    for (const line of lines) drawLine(line);
    fit(shown);
  }

  function asColumns(): void {
    for (const [node, markup] of server) node.element.innerHTML = markup;
    for (const line of lines) line.element.setAttribute("d", line.path);
    svg.setAttribute("viewBox", viewBox);
    for (const [name, value] of Object.entries(size)) svg.setAttribute(name, value);
  }

  function fit(shown: Node[]): void {
    if (!shown.length) return;
    const left = Math.min(...shown.map((node) => node.x - node.compact.width / 2)) - MARGIN;
    const right = Math.max(...shown.map((node) => node.x + node.compact.width / 2)) + MARGIN;
    const top = Math.min(...shown.map((node) => node.y - node.compact.height / 2)) - MARGIN;
    const bottom = Math.max(...shown.map((node) => node.y + node.compact.height / 2)) + MARGIN;
    svg.setAttribute("viewBox", [left, top, right - left, bottom - top].map(Math.round).join(" "));
    set(svg, { width: Math.round(right - left), height: Math.round(bottom - top) });
  }

  return {
    set(wanted) {
      if (wanted) asNetwork();
      else if (network) asColumns();
      network = wanted;
      for (const heading of headings) visible(heading, !wanted);
    },
    isNetwork: () => network,
  };
}

// d3-force draws its small random moves from a generator of its own with a fixed seed, and starts at the columns.
function settle(nodes: Node[], lines: Line[]): void {
  for (const node of nodes) {
    node.x = node.home.x + node.home.width / 2;
    node.y = node.home.y + node.home.height / 2;
    Object.assign(node, { vx: 0, vy: 0 });
  }
  const middle = nodes.reduce((sum, node) => sum + node.x, 0) / Math.max(nodes.length, 1);
  const height = nodes.reduce((sum, node) => sum + node.y, 0) / Math.max(nodes.length, 1);
  forceSimulation(nodes)
    .force("links", forceLink(lines.map(({ source, target }) => ({ source, target }))).distance(110).strength(0.25))
    .force("charge", forceManyBody().strength(-260).distanceMax(500))
    .force("collide", forceCollide<Node>((node) => Math.hypot(node.compact.width, node.compact.height) / 2).iterations(3))
    .force("x", forceX(middle).strength(0.03))
    .force("y", forceY(height).strength(0.06))
    .stop()
    .tick(TICKS);
}

export function drawLine({ element, source, target }: Line): void {
  const [a, b, c, d] = [source.x, source.y, target.x, target.y].map((value) => value.toFixed(1));
  element.setAttribute("d", `M${a} ${b}L${c} ${d}`);
}

