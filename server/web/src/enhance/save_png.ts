// a[data-save-png][data-svg=ADDRESS]: saves the drawing at that address as a PNG; without a script the link is its SVG.
import { announce, prepareStatus } from "./status";

const LINK = "a[data-save-png]";
const SCALE = 2;
const LARGEST = 8192;

export function savePng(): void {
  if (!document.querySelector(LINK)) return;
  prepareStatus();
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(LINK);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void save(link);
  });
}

async function save(link: HTMLAnchorElement): Promise<void> {
  const address = new URL(link.dataset.svg || link.href, location.href);
  const name = link.download.replace(/\.svg$/, ".png") || (address.pathname.split("/").pop() ?? "").replace(/\.svg$/, "") + ".png";
  try {
    const response = await fetch(address, { headers: { Accept: "image/svg+xml" } });
    if (!response.ok) throw new Error(response.statusText);
    download(await toPng(await response.text()), name);
    announce("The picture is saved as PNG.");
  } catch {
    announce("The picture could not be saved as PNG; its SVG is opened instead.");
    location.assign(address);
  }
}

async function toPng(svg: string): Promise<Blob> {
  const drawing = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  const [, , width = 0, height = 0] = (drawing.getAttribute("viewBox") ?? "").split(/[\s,]+/).map(Number);
  const image = new Image();
  // The policy of pages with pictures allows data: for images, and no blob: addresses.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const [wide, high] = [width || image.naturalWidth, height || image.naturalHeight];
  const scale = Math.min(SCALE, LARGEST / Math.max(wide, high));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(wide * scale);
  canvas.height = Math.round(high * scale);
  const context = canvas.getContext("2d")!;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no image"))), "image/png");
  });
}

function download(blob: Blob, name: string): void {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10_000);
}
