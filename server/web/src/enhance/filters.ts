// form[data-enhance="filters"]: asks for the page of the chosen filters and puts its results in place of those here.
import { reveal } from "./reveal";
import { announce, prepareStatus } from "./status";

const FORM = 'form[data-enhance="filters"]';
const RESULTS = "[data-results]";
let latest: AbortController | undefined;
let shown = location.search;
// The address of what is shown or, while it is on its way, of what has been asked for.
let wanted = new URL(location.href.split("#")[0]!).href;

export function filters(): void {
  if (!document.querySelector(FORM) || !document.querySelector(RESULTS)) return;
  prepareStatus();
  document.addEventListener("submit", (event) => {
    const form = (event.target as Element).closest<HTMLFormElement>(FORM);
    if (!form || form.method !== "get") return;
    event.preventDefault();
    void show(addressOf(form), true);
  });
  document.addEventListener("change", (event) => {
    const form = (event.target as Element).closest<HTMLFormElement>(FORM);
    // A text is sent by Enter or the button: while it is typed it is not yet what is meant.
    if (form?.method === "get" && !(event.target as Element).matches("input[type=text], input[type=search], input:not([type])")) {
      void show(addressOf(form), true);
    }
  });
  addEventListener("popstate", () => {
    // A step to a fragment of the same page changes no results.
    if (location.search !== shown) void show(new URL(location.href), false);
  });
}

/** Returns the address that the browser would go to, without the empty fields, which mean the default. */
function addressOf(form: HTMLFormElement): URL {
  const address = new URL(form.action);
  const given = [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === "string" && field[1] !== "");
  address.search = new URLSearchParams(given).toString();
  return address;
}

async function show(address: URL, isNew: boolean): Promise<void> {
  address.hash = "";
  // A choice asks at once: the button after it has nothing more to ask for.
  if (address.href === wanted) return;
  wanted = address.href;
  latest?.abort();
  const request = (latest = new AbortController());
  const places = document.querySelectorAll<HTMLElement>(RESULTS);
  for (const place of places) place.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" }, signal: request.signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const found = page.querySelectorAll<HTMLElement>(RESULTS);
    if (!response.ok || found.length !== places.length) throw new Error(response.statusText);
    const refocus = focusIn(places);
    places.forEach((place, number) => place.replaceWith(document.adoptNode(found[number]!)));
    document.querySelectorAll(RESULTS).forEach(reveal);
    refocus();
    if (isNew) showBeginning();
    else restoreFields(page);
    if (isNew) history.pushState(null, "", response.redirected ? response.url : address);
    shown = location.search;
    document.title = page.title;
    announce(document.querySelector(`${RESULTS} :is([data-summary], .sentence, figcaption)`)?.textContent?.trim() || "The results have changed.");
  } catch {
    // What can't be had in place is had, or explained, by going there.
    if (!request.signal.aborted) location.assign(address);
  }
}

/** Returns what puts the focus where it was, once the places have been replaced: on the element of the same id or order. */
function focusIn(places: NodeListOf<HTMLElement>): () => void {
  const active = document.activeElement;
  const number = [...places].findIndex((place) => place.contains(active));
  if (!active || number < 0) return () => undefined;
  const all = (place: Element) => place.querySelectorAll<HTMLElement>(`${FORM} :is(a, button, input, select)`);
  const order = [...all(places[number]!)].indexOf(active as HTMLElement);
  return () => {
    const place = document.querySelectorAll(RESULTS)[number]!;
    const again = (active.id && document.getElementById(active.id)) || all(place)[order];
    // The page shows the filters closed where none is set.
    again?.closest("details")?.setAttribute("open", "");
    again?.focus({ preventScroll: true });
  };
}

/** Scrolls to the filters where what they have changed begins in the last third of the window, or below it. */
function showBeginning(): void {
  const filters = document.getElementById("filters");
  if (filters && filters.getBoundingClientRect().bottom > innerHeight * (2 / 3)) filters.scrollIntoView();
}

/** Sets the fields as the page of the address has them, after a step back or forward. */
function restoreFields(page: Document): void {
  const others = page.querySelectorAll<HTMLFormElement>(FORM);
  document.querySelectorAll<HTMLFormElement>(FORM).forEach((form, number) => {
    const other = others[number];
    if (other && !form.closest(RESULTS)) form.replaceChildren(...[...other.childNodes].map((node) => document.adoptNode(node)));
  });
}
