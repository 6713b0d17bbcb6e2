// What is suggested: the classes and properties in use, from the service's own description of its data.
import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";

interface Term {
  kind: "class" | "property";
  name: string;
  uses: number;
  title?: string;
  description?: string;
}

interface Known {
  prefixes: Record<string, string>;
  terms: Term[];
}

const NOTHING: Known = { prefixes: {}, terms: [] };
const KEYWORDS =
  "SELECT CONSTRUCT ASK DESCRIBE DISTINCT WHERE FILTER OPTIONAL UNION MINUS GRAPH VALUES BIND EXISTS SERVICE GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET PREFIX COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT BOUND COALESCE IF STR LANG LANGMATCHES CONTAINS STRSTARTS STRENDS REGEX REPLACE LCASE UCASE CONCAT YEAR".split(
    " ",
  );
const WORD = /(?:<[^<>"{}|^`\\\s]*|[?$]?[\p{L}\p{N}_.-]*(?::[\p{L}\p{N}_.-]*)?)$/u;
const AFTER_TYPE = /(?:^|[\s;])(?:a|rdf:type)\s+\S*$/;
// After a semicolon, or after the first term of a statement.
const AT_PROPERTY = /(?:;|(?:^|[.{}])\s*[^\s.;{}]+\s)\s*$/;
const IN_DECLARATION = /\bprefix\s+\S*$/i;

/** Loads what there is to suggest when it is first needed, once. */
export function completionsFrom(address: string): CompletionSource {
  let loading: Promise<Known> | undefined;
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const word = context.matchBefore(WORD);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    const before = context.state.doc.lineAt(context.pos);
    const text = before.text.slice(0, context.pos - before.from);
    if (text.trimStart().startsWith("#")) return null;
    const statement = context.state.sliceDoc(Math.max(0, word.from - 500), word.from);
    if (/^[?$]/.test(word.text)) return { from: word.from, options: variables(context, word.text), validFor: /^[?$]\w*$/ };
    loading ??= load(address);
    const known = await loading;
    const options = IN_DECLARATION.test(text) ? declarations(known) : terms(known, AFTER_TYPE.test(text), AT_PROPERTY.test(statement));
    return { from: word.from, options, validFor: /^(?:<\S*|[\p{L}\p{N}_.:-]*)$/u };
  };
}

async function load(address: string): Promise<Known> {
  try {
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    return response.ok ? ((await response.json()) as Known) : NOTHING;
  } catch {
    return NOTHING;
  }
}

function declarations({ prefixes }: Known): Completion[] {
  return Object.entries(prefixes).map(([prefix, iri]) => ({
    label: `${prefix}:`,
    detail: iri,
    apply: `${prefix}: <${iri}>`,
    type: "namespace",
  }));
}

function terms(known: Known, onlyClasses: boolean, atProperty: boolean): Completion[] {
  const offered = known.terms.filter((term) => !onlyClasses || term.kind === "class");
  // Terms that the data explain are what a user of these data looks for; among equals, what is used most.
  const options: Completion[] = offered.map((term, place) => ({
    label: term.name,
    detail: term.kind === "class" ? `class, ${term.uses} ×` : `${term.uses} ×`,
    info: [term.title, term.description].filter(Boolean).join(": ") || undefined,
    type: term.kind,
    boost: (term.description ? 20 : 0) + (atProperty && term.kind === "property" ? 60 : 0) - (place / offered.length) * 10,
    apply: (view, _completion, from, to) => insert(view, term.name, from, to, known.prefixes),
  }));
  if (onlyClasses) return options;
  return [...options, ...KEYWORDS.map((label) => ({ label, type: "keyword", boost: -20 }))];
}

/** Inserts a name, and declares its prefix if the query does not. */
function insert(view: EditorView, name: string, from: number, to: number, prefixes: Record<string, string>): void {
  const prefix = name.slice(0, name.indexOf(":"));
  const iri = name.startsWith("<") ? undefined : prefixes[prefix];
  const declared = new RegExp(`\\bprefix\\s+${prefix.replace(/[^\w]/g, "\\$&")}:`, "i").test(view.state.doc.toString());
  const declaration = iri && !declared ? `PREFIX ${prefix}: <${iri}>\n` : "";
  view.dispatch({
    changes: [...(declaration ? [{ from: 0, insert: declaration }] : []), { from, to, insert: name }],
    selection: { anchor: from + declaration.length + name.length },
    userEvent: "input.complete",
  });
}

function variables(context: CompletionContext, typed: string): Completion[] {
  const found = new Set(context.state.doc.toString().match(/[?$]\w+/g) ?? []);
  found.delete(typed);
  return [...found].map((label) => ({ label, type: "variable" }));
}
