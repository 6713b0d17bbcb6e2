// CodeMirror in a shadow root. There, its style sheets are adopted ones, which a strict Content-Security-Policy allows.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionSource } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState, type Text } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { sparql } from "codemirror-lang-sparql";
import type { Problem } from "./ask";
import { colours, theme } from "./theme";

export interface Options {
  root: ShadowRoot;
  text: string;
  label: string;
  completions: CompletionSource;
  changed: (text: string) => void;
  submit: () => void;
}

export interface Editor {
  focus: () => void;
  showError: (problem: Problem | undefined) => void;
}

export function createEditor(options: Options): Editor {
  let marked = false;
  const submit = (): boolean => {
    options.submit();
    return true;
  };
  const view = new EditorView({
    root: options.root,
    parent: options.root,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        keymap.of([
          { key: "Mod-Enter", run: submit },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...lintKeymap,
          ...historyKeymap,
          // No key is bound to Tab: it leaves the editor.
          ...defaultKeymap,
        ]),
        lineNumbers(),
        lintGutter(),
        history(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        EditorView.lineWrapping,
        sparql(),
        syntaxHighlighting(colours),
        // A list that never scrolls: the arrow keys bring the next ones, and a list that scrolls would need a tab stop.
        autocompletion({ override: [options.completions], icons: false, maxRenderedOptions: 10 }),
        EditorView.contentAttributes.of({ "aria-label": options.label, spellcheck: "false", tabindex: "0" }),
        theme,
        EditorView.domEventHandlers({ beforeinput: replaceSelected }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          options.changed(update.state.doc.toString());
          if (marked) showError(undefined);
        }),
      ],
    }),
  });

  function showError(problem: Problem | undefined): void {
    const at = problem && positionOf(view.state.doc, problem);
    marked = at !== undefined;
    if (!problem || at === undefined) {
      view.dispatch(setDiagnostics(view.state, []));
      return;
    }
    const word = view.state.wordAt(at);
    const to = word && word.to > at ? word.to : Math.min(at + 1, view.state.doc.lineAt(at).to);
    const message = [problem.detail, problem.hint].filter(Boolean).join(". ");
    view.dispatch(setDiagnostics(view.state, [{ from: at, to, severity: "error", message }]));
    view.dispatch({ selection: { anchor: at }, scrollIntoView: true });
  }

  return { focus: () => view.focus(), showError };
}

/**
 * Types over what is selected. Left to itself, Chromium keeps the look of the text that it replaces in a style attribute,
 * which the policy forbids and reports.
 */
function replaceSelected(event: InputEvent, view: EditorView): boolean {
  if (event.inputType !== "insertText" || !event.data || view.composing || view.state.selection.main.empty) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  return true;
}

/** Returns the offset of a line and a column; the service counts characters, the editor UTF-16 units. */
function positionOf(text: Text, { line, column }: Problem): number | undefined {
  if (line === undefined || column === undefined || line < 1 || line > text.lines) return undefined;
  const found = text.line(line);
  const before = [...found.text].slice(0, column - 1).join("");
  return Math.min(found.from + before.length, found.to);
}
