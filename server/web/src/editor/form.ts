// A form with a query: the editor in place of its text field, Ask and Stop, the link, the status and the answer.
import { ask, type Problem } from "./ask";
import { completionsFrom } from "./completions";
import { createEditor, type Editor } from "./view";

const LONGEST_ADDRESS = 7000;

export function mount(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLTextAreaElement>("textarea[name=query]");
  const answer = document.querySelector<HTMLElement>("[data-answer]");
  if (!field || !answer || !form.querySelector("[data-status]")) return;

  const part = <T extends HTMLElement>(name: string) => form.querySelector<T>(`[${name}]`)!;
  const status = part<HTMLElement>("data-status");
  const askButton = part<HTMLButtonElement>("data-ask");
  const stopButton = part<HTMLButtonElement>("data-stop");
  const link = part<HTMLAnchorElement>("data-draft-link");
  const copyButton = part<HTMLButtonElement>("data-copy-link");

  const host = document.createElement("div");
  host.className = "query-editor";
  field.after(host);
  form.classList.add("mounted");
  const label = form.querySelector<HTMLLabelElement>(`label[for="${field.id}"]`);
  const editor: Editor = createEditor({
    root: host.attachShadow({ mode: "open" }),
    text: field.value,
    label: label?.textContent ?? "Query",
    completions: completionsFrom(form.dataset.completions ?? ""),
    changed: (text) => {
      field.value = text;
      refreshLink();
    },
    submit: () => form.requestSubmit(askButton),
  });
  // A hidden field that is required would keep the form from being sent, without a word.
  field.hidden = true;
  field.required = false;
  label?.addEventListener("click", (event) => {
    event.preventDefault();
    editor.focus();
  });

  function refreshLink(): void {
    link.href = `${form.dataset.draft ?? ""}?${new URLSearchParams({ draft: field!.value })}`;
    copyButton.dataset.copy = link.href; // enhance.ts copies it.
  }
  refreshLink();

  let running: AbortController | undefined;
  stopButton.addEventListener("click", () => running?.abort());
  form.addEventListener("submit", async (event) => {
    const data = new FormData(form);
    if (data.get("format") !== "html") return; // The browser takes a file as it does without a script.
    event.preventDefault();
    if (running) return;
    running = new AbortController();
    // At once, so that what comes below the answer does not move when it arrives.
    answer.classList.add("asked");
    setRunning(true);
    say("Asking …");
    editor.showError(undefined);
    const outcome = await ask({
      address: new URL(form.action.split("#")[0]!, location.href),
      tickets: form.dataset.tickets ?? "",
      query: String(data.get("query") ?? ""),
      longestAddress: LONGEST_ADDRESS,
      signal: running.signal,
    });
    running = undefined;
    setRunning(false);
    if (outcome.kind === "problem") {
      // An answer to another query would be taken for this one's.
      answer.replaceChildren();
      return report(outcome.problem);
    }
    answer.replaceChildren(...outcome.answer);
    if (outcome.address) history.replaceState(null, "", outcome.address);
    say(answer.querySelector("figcaption")?.textContent ?? "The answer is below.", { href: `#${answer.id}`, text: "Go to the answer" });
  });

  function setRunning(on: boolean): void {
    // Not disabled, so that the focus stays where it is.
    askButton.setAttribute("aria-disabled", String(on));
    stopButton.disabled = !on;
    answer!.setAttribute("aria-busy", String(on));
  }

  function say(text: string, target?: { href: string; text: string }): void {
    status.classList.remove("error");
    status.replaceChildren(paragraph(text));
    if (!target) return;
    const anchor = document.createElement("a");
    anchor.href = target.href;
    anchor.textContent = target.text;
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      answer!.focus();
      answer!.scrollIntoView();
    });
    status.firstElementChild!.append(" ", anchor);
  }

  function report(problem: Problem): void {
    status.classList.add("error");
    status.replaceChildren(paragraph(sentence(problem.detail)));
    if (problem.hint) status.append(paragraph(sentence(problem.hint), "hint"));
    if (problem.excerpt) {
      const excerpt = document.createElement("pre");
      excerpt.textContent = problem.excerpt;
      // A long line scrolls sideways, by the keyboard too.
      excerpt.tabIndex = 0;
      excerpt.setAttribute("role", "region");
      excerpt.setAttribute("aria-label", "Where the error is");
      status.append(excerpt);
    }
    editor.showError(problem);
  }
}

function paragraph(text: string, name = ""): HTMLParagraphElement {
  const made = document.createElement("p");
  made.className = name;
  made.textContent = text;
  return made;
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.?!…]$/.test(begun) ? begun : `${begun}.`;
}
