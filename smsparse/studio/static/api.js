// Questions to the server. The token of this run comes in the fragment of the address, which no request holds.

const KEY = "studio-token";

const given = new URLSearchParams(location.hash.slice(1)).get("token");
if (given) {
  sessionStorage.setItem(KEY, given);
  history.replaceState(null, "", location.pathname);
}

/** What the server answers instead: `code`, `expected`, `got`, `at`, and `of`: message or change. */
export class AskError extends Error {
  constructor(status, told) {
    super(told.code);
    Object.assign(this, told, { status });
  }
}

/** The answer to a question; `AskError` where the server tells what is wrong, or is gone. */
export async function ask(question, data = {}) {
  let response;
  try {
    response = await fetch(`/api/${question}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-studio-token": sessionStorage.getItem(KEY) ?? "" },
      body: JSON.stringify(data),
    });
  } catch {
    throw new AskError(0, { code: "no_server", expected: "smsparse studio", got: "", at: "" });
  }
  const told = await response.json();
  if (told.error) throw new AskError(response.status, told.error);
  return told;
}

/** Asks one question at a time: while one is on its way only the newest of the next is kept; older answers are dropped. */
export function latest(question, onAnswer, onError) {
  let busy = false;
  let waiting = null;
  return async function send(data) {
    if (busy) {
      waiting = data;
      return;
    }
    busy = true;
    try {
      const answer = await ask(question, data);
      if (!waiting) onAnswer(answer, data);
    } catch (error) {
      if (!waiting) onError(error, data);
    } finally {
      busy = false;
      const next = waiting;
      waiting = null;
      if (next) send(next);
    }
  };
}
