// a[data-save-png][data-svg=ADDRESS]: saves the drawing at that address as a PNG; without a script the link is its SVG.
import { announce, prepareStatus } from "./status";

const LINK = "a[data-save-png]";
const SCALE = 2;
const LARGEST = 8192;

export function savePng(): void {
  if (document.querySelector(LINK)) prepareStatus();
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(LINK);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void save(link);
  });
}

async function save(link: HTMLAnchorElement): Promise<void> {
  const address = new URL(link.dataset.svg || link.href, location.href);
  const name = (address.pathname.split("/").pop() ?? "").replace(/\.svg$/, "") || "picture";
  try {
    download(await toPng(address), `${name}.png`);
    announce("The picture is saved as PNG.");
  } catch {
    announce("The picture could not be saved as PNG; its SVG is opened instead.");
    location.assign(address);
  }
}

/** Draws the picture from its own address: the strictest policy for images allows that, and no data: or blob:. */
async function toPng(address: URL): Promise<Blob> {
  const image = new Image();
  image.src = address.href;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = Math.min(SCALE, LARGEST / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
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
