// Asks the endpoint for the page that it shows to browsers, with a ticket by which the query can be stopped.

/** What the service says of a request that failed (RFC 9457). */
export interface Problem {
  detail: string;
  hint?: string;
  excerpt?: string;
  line?: number;
  column?: number;
}

export type Outcome =
  | { kind: "answer"; answer: Node[]; address: string | undefined }
  | { kind: "problem"; problem: Problem };

export interface Question {
  address: URL;
  tickets: string;
  query: string;
  longestAddress: number;
  signal: AbortSignal;
}

interface Ticket {
  id: string;
  token: string;
  address: string;
}

// A page for an answer, but a document with line and column for an error.
const ACCEPT = "text/html;q=0.9, application/problem+json";

export async function ask(question: Question): Promise<Outcome> {
  try {
    return await answered(question);
  } catch (error) {
    if (question.signal.aborted) return problem("the query was stopped", "Ask again, or add a LIMIT");
    return problem("the service can't be reached", `Try again: ${String(error)}`);
  }
}

async function answered(question: Question): Promise<Outcome> {
  const { signal } = question;
  const ticket = await takeTicket(question.tickets);
  if (signal.aborted) throw signal.reason;
  signal.addEventListener("abort", () => void stop(ticket), { once: true });
  const response = await send(question, ticket);
  if (response.headers.get("Content-Type")?.startsWith("application/problem+json")) {
    return { kind: "problem", problem: (await response.json()) as Problem };
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const part = page.querySelector("[data-answer]");
  if (!part) return problem(`the service answered ${response.status} ${response.statusText}`, "Try again");
  return {
    kind: "answer",
    answer: [...part.childNodes].map((node) => document.adoptNode(node)),
    address: response.url.includes("?") ? response.url : undefined,
  };
}

function send({ address, query, longestAddress, signal }: Question, ticket: Ticket | undefined): Promise<Response> {
  const fields = new URLSearchParams({ query });
  const headers: Record<string, string> = { Accept: ACCEPT };
  if (ticket) headers["Query-Ticket"] = ticket.id;
  const direct = new URL(address);
  direct.search = fields.toString();
  if (direct.href.length <= longestAddress) return fetch(direct, { headers, signal });
  return fetch(address, { method: "POST", body: fields, headers, signal });
}

async function takeTicket(address: string): Promise<Ticket | undefined> {
  const response = await fetch(address, { method: "POST" });
  // Without a ticket the query runs all the same, until its time is over.
  if (!response.ok) return undefined;
  const { id, token } = (await response.json()) as { id: string; token: string };
  return { id, token, address: `${address}/${encodeURIComponent(id)}` };
}

async function stop(ticket: Ticket | undefined): Promise<void> {
  if (!ticket) return;
  const headers = { Authorization: `Bearer ${ticket.token}` };
  await fetch(ticket.address, { method: "DELETE", headers }).catch(() => undefined);
}

function problem(detail: string, hint: string): Outcome {
  return { kind: "problem", problem: { detail, hint } };
}
