// The look of the editor: by the design tokens of the page, which a shadow root inherits.
import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.definitionKeyword, tags.modifier], color: "var(--link)", fontWeight: "600" },
  { tag: [tags.string, tags.number, tags.bool, tags.literal], color: "var(--warning)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--ink-soft)", fontStyle: "italic" },
  { tag: [tags.url, tags.namespace], color: "var(--ink-soft)" },
]);

const POPUP = { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--line-strong)" };
// The package brings these as images in data: addresses, which the policy of the page forbids.
const WITHOUT_IMAGE = { content: "normal", backgroundImage: "none" };

export const theme = EditorView.theme({
  "&": { height: "100%", boxSizing: "border-box", color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--line-strong)", borderRadius: "var(--radius)", fontSize: "1rem" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace", lineHeight: "1.5", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)", padding: "0.5rem 0" },
  ".cm-content:focus, .cm-content:focus .cm-activeLine": { boxShadow: "inset 3px 0 0 var(--focus)" },
  ".cm-gutters": { color: "var(--ink-soft)", backgroundColor: "var(--paper-soft)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--paper-soft)" },
  ".cm-content ::selection, .cm-line::selection": { color: "var(--paper)", backgroundColor: "var(--link)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--line-strong)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", outline: "1px dashed var(--error)" },
  ".cm-tooltip": POPUP,
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "none", overflow: "hidden", maxWidth: "min(40rem, 90vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.2rem 0.5rem", lineHeight: "1.5" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { color: "var(--paper)", backgroundColor: "var(--link)" },
  ".cm-completionDetail": { marginLeft: "0.75rem", fontStyle: "normal", color: "var(--ink-soft)" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionInfo": { ...POPUP, padding: "0.5rem", maxWidth: "24rem" },
  ".cm-lint-marker": { ...WITHOUT_IMAGE, color: "var(--error)", fontWeight: "700", lineHeight: "1.5rem", textAlign: "center" },
  ".cm-lint-marker-error, .cm-lint-marker-warning, .cm-lint-marker-info": WITHOUT_IMAGE,
  ".cm-lint-marker::before": { content: "'✕'" },
  ".cm-lintRange": { backgroundImage: "none" },
  ".cm-lintRange-error, .cm-lintRange-warning, .cm-lintRange-info, .cm-lintRange-hint": { backgroundImage: "none", textDecoration: "underline wavy var(--error)" },
  ".cm-lintRange-active": { backgroundColor: "transparent" },
  ".cm-diagnostic": { borderLeft: "4px solid var(--error)", color: "var(--ink)" },
  ".cm-panel, .cm-panels": { color: "var(--ink)", backgroundColor: "var(--paper-soft)" },
  ".cm-panel.cm-panel-lint ul [aria-selected]": { color: "var(--paper)", backgroundColor: "var(--link)" },
  ".cm-panel.cm-panel-lint button[name=close]": { color: "var(--ink)" },
});
