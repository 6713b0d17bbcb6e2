// A form with a query: the editor in place of its text field, Ask and Stop, the link, the status and the answer.
import { ask, type Problem } from "./ask";
import { completionsFrom } from "./completions";
import { createEditor, type Editor } from "./view";

const LONGEST_ADDRESS = 7000;

export function mount(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLTextAreaElement>("textarea[name=query]");
  const answer = document.querySelector<HTMLElement>("[data-answer]");
  const buttons = form.querySelector<HTMLButtonElement>("[data-ask]")?.parentElement;
  if (!field || !answer || !buttons) return;

  reveal(form, "data-with-scripts", (content) => buttons.append(content));
  reveal(form, "data-with-scripts-help", (content) => form.append(content));
  const part = <T extends HTMLElement>(name: string) => form.querySelector<T>(`[${name}]`)!;
  const status = part<HTMLElement>("data-status");
  const askButton = part<HTMLButtonElement>("data-ask");
  const stopButton = part<HTMLButtonElement>("data-stop");
  const link = part<HTMLAnchorElement>("data-draft-link");
  const copyButton = part<HTMLButtonElement>("data-copy-link");

  const host = document.createElement("div");
  host.className = "query-editor";
  field.after(host);
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
    if (outcome.kind === "problem") return report(outcome.problem);
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
    status.className = "query-status";
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
    status.className = "query-status error";
    status.replaceChildren(paragraph(sentence(problem.detail)));
    if (problem.hint) status.append(paragraph(sentence(problem.hint), "hint"));
    if (problem.excerpt) {
      const excerpt = document.createElement("pre");
      excerpt.textContent = problem.excerpt;
      status.append(excerpt);
    }
    editor.showError(problem);
  }
}

function reveal(form: HTMLElement, name: string, place: (content: DocumentFragment) => void): void {
  const template = form.querySelector<HTMLTemplateElement>(`template[${name}]`);
  if (template) place(template.content);
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
