// button[data-copy]: copies the text that the attribute holds or, if that is the id of an element after #, its text.
import { copyText } from "./copy_text";
import { announce, prepareStatus } from "./status";

const BUTTON = "button[data-copy]";

export function copyButtons(): void {
  // Buttons may come later, so the page is listened to in any case.
  if (document.querySelector(BUTTON)) prepareStatus();
  document.addEventListener("click", async (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>(BUTTON);
    if (!button) return;
    const given = button.dataset.copy ?? "";
    const source = given.startsWith("#") ? document.getElementById(given.slice(1)) : null;
    try {
      await copyText(source ? (source.textContent ?? "").trim() : given === "location" ? location.href : given);
      announce("Copied.");
      // Room for the sign is kept, so that nothing moves.
      button.classList.add("copied");
      setTimeout(() => button.classList.remove("copied"), 3000);
    } catch {
      announce("The browser does not allow copying here.");
    }
  });
}
