// What only works with scripts stands in the page as hidden.

const WITH_SCRIPTS = "a[data-save-png][hidden], button[data-copy][hidden]";

/** Shows it, in a page or in a part that has come later. */
export function reveal(part: ParentNode = document): void {
  for (const element of part.querySelectorAll<HTMLElement>(WITH_SCRIPTS)) element.hidden = false;
}
