// A JSONL file: read here, asked about in chunks, filtered and paged here. Only chunks of messages leave this page, to
// the server on this machine, which keeps none of them.

import { ask } from "/api.js";
import { el, replace, settled } from "/dom.js";
import { currentLanguage, nameOf, word } from "/words.js";

const PAGE = 25;
const ROWS_MAX = 100_000;
const CHUNK_TEXT = 400_000;
const TRUSTS = ["certified", "consistent", "unknown", "suspect"];
const DECIDERS = ["rule", "model", "abstain", "error"];
const FLAGS = ["contains_code", "promo_tail", "time_sensitive", "fragment", "truncated", "repaired", "limit_hit"];

export function makeFile(place, { onShow, changes }) {
  let rows = [];
  let page = 0;
  let about = null;
  let run = 0;

  const input = el("input", { type: "file", id: "jsonl", accept: ".jsonl,.ndjson,.json,.txt", class: "visually-hidden" });
  const openLabel = el("label", { for: "jsonl", class: "drop" });
  const progress = el("p", { class: "status", id: "file-status", role: "status" });
  const filters = {
    category: el("select", { id: "f-category" }),
    trust: el("select", { id: "f-trust" }),
    decided: el("select", { id: "f-decided" }),
    flag: el("select", { id: "f-flag" }),
    below: el("input", { id: "f-below", type: "number", min: "0", max: "1", step: "0.05", placeholder: "1.0" }),
    search: el("input", { id: "f-search", type: "search", spellcheck: "false" }),
  };
  const labels = Object.fromEntries(Object.entries(filters).map(([name, control]) => [name, el("label", { for: control.id })]));
  const form = el("form", { class: "filters", onsubmit: (event) => event.preventDefault() },
    Object.keys(filters).map((name) => el("div", { class: "field" }, labels[name], filters[name])));
  const table = el("div", { class: "rows" });
  const before = el("button", { type: "button", onclick: () => turn(-1) });
  const next = el("button", { type: "button", onclick: () => turn(1) });
  const shown = el("p", { class: "status", id: "file-shown", role: "status" });
  const pager = el("div", { class: "pager" }, before, shown, next);
  const results = el("div", { hidden: true }, form, table, pager);
  place.append(el("section", { class: "panel" }, el("div", { class: "opening" }, input, openLabel, progress), results));

  input.addEventListener("change", () => input.files[0] && read(input.files[0]));
  openLabel.addEventListener("dragover", (event) => event.preventDefault());
  openLabel.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files[0]) read(event.dataTransfer.files[0]);
  });
  form.addEventListener("input", settled(() => {
    page = 0;
    draw();
  }, 120));

  async function read(file) {
    const mine = ++run;
    rows = [];
    page = 0;
    results.hidden = false;
    try {
      for await (const chunk of chunksOf(file, about?.lines_max ?? 500)) {
        const asked = chunk.filter((row) => !row.error);
        const told = asked.length ? await ask("lines", { messages: asked.map((row) => row.message), changes: changes() }) : [];
        asked.forEach((row, at) => Object.assign(row, told[at]));
        if (mine !== run) return;
        rows.push(...chunk);
        progress.textContent = word("file_reading", { done: rows.length });
        if (rows.length === chunk.length) draw();
      }
    } catch (error) {
      progress.textContent = word("failed", { code: error.code ?? error.message });
      return;
    }
    const errors = rows.filter((row) => row.error).length;
    const cut = rows.length >= ROWS_MAX ? ` · ${word("file_cut", { count: ROWS_MAX })}` : "";
    progress.textContent = word("file_done", { count: rows.length - errors, errors }) + cut;
    categoryChoices();
    draw();
  }

  function chosen() {
    const below = filters.below.valueAsNumber;
    const search = filters.search.value.toLowerCase();
    const { category, trust, decided, flag } = Object.fromEntries(Object.entries(filters).map(([name, control]) => [name, control.value]));
    return rows.filter((row) =>
      (!category || row.category === category || row.category?.startsWith(`${category}.`)) &&
      (!trust || row.trust === trust) &&
      (!decided || deciderOf(row) === decided) &&
      (!flag || row.flags?.includes(flag)) &&
      (Number.isNaN(below) || row.confidence < below) &&
      (!search || row.message?.text.toLowerCase().includes(search)));
  }

  function turn(step) {
    page += step;
    draw();
    table.scrollIntoView({ block: "nearest" });
  }

  function draw() {
    const found = chosen();
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    page = Math.min(Math.max(page, 0), pages - 1);
    const here = found.slice(page * PAGE, (page + 1) * PAGE);
    const from = here.length ? page * PAGE + 1 : 0;
    shown.textContent = word("file_shown", { from, to: page * PAGE + here.length, count: found.length });
    before.disabled = page === 0;
    next.disabled = page >= pages - 1;
    replace(table, here.length ? tableOf(here) : el("p", { class: "empty" }, word("file_nothing")));
  }

  function tableOf(here) {
    const heads = ["file_line", "file_text", "file_category", "confidence", "decided_by", "file_trust"];
    return el("table", {},
      el("caption", { class: "visually-hidden" }, word("file_table")),
      el("thead", {}, el("tr", {}, heads.map((name) => el("th", { scope: "col" }, word(name))))),
      el("tbody", {}, here.map(rowOf)));
  }

  function rowOf(row) {
    if (row.error) {
      return el("tr", { class: "wrong" }, el("td", { class: "number" }, row.line),
        el("td", { colspan: "5" }, `${word("error", row.error)} (${row.error.at})`));
    }
    const text = row.message.text;
    return el("tr", {},
      el("td", { class: "number" }, row.line),
      el("td", {}, el("button", { type: "button", class: "link clip", "aria-label": `${word("file_show", { line: row.line })}: ${text.slice(0, 60)}`, onclick: () => onShow(row.message) }, text)),
      el("td", {}, categoryName(row.category), el("ul", { class: "chips small" }, row.flags.map((flag) => el("li", {}, nameOf("flags", flag))))),
      el("td", { class: "number" }, row.confidence.toFixed(3)),
      el("td", {}, row.decided_by.startsWith("rule:") ? el("code", {}, row.decided_by.slice(5)) : word(`by_${row.decided_by}`)),
      el("td", {}, row.sender && `${row.sender} `, el("span", { class: "trust", "data-trust": row.trust }, nameOf("trust", row.trust))));
  }

  const categoryName = (pair) => about?.categories[pair]?.[currentLanguage()] ?? pair;

  function options(select, values, name) {
    const kept = select.value;
    replace(select, el("option", { value: "" }, word("file_any")), values.map((value) => el("option", { value }, name(value))));
    select.value = kept;
  }

  function categoryChoices() {
    const pairs = [...new Set(rows.map((row) => row.category).filter(Boolean))].sort();
    const kinds = [...new Set(pairs.map((pair) => pair.split(".")[0]))];
    options(filters.category, [...kinds, ...pairs].sort(), (name) => (name.includes(".") ? `${name} · ${categoryName(name)}` : name));
  }

  return {
    relabel(known) {
      about = known;
      replace(openLabel, el("strong", {}, word("file_open")), el("span", {}, word("file_hint")));
      const names = { category: "file_category", trust: "file_trust", decided: "file_decided", flag: "file_flag", below: "file_below", search: "file_search" };
      for (const [name, label] of Object.entries(labels)) label.textContent = word(names[name]);
      form.setAttribute("aria-label", word("file_filters"));
      options(filters.trust, TRUSTS, (trust) => nameOf("trust", trust));
      options(filters.decided, DECIDERS, (by) => ({ rule: word("file_rule"), error: word("file_error") })[by] ?? word(`by_${by}`));
      options(filters.flag, FLAGS, (flag) => nameOf("flags", flag));
      categoryChoices();
      before.textContent = word("file_before");
      next.textContent = word("file_next");
      draw();
    },
  };
}

const deciderOf = (row) => (row.error ? "error" : row.decided_by.split(":")[0]);

/** The rows of a file in chunks of at most `most`, and of not too much text; each {line, message} or {line, error}. */
async function* chunksOf(file, most) {
  let chunk = [];
  let size = 0;
  let count = 0;
  for await (const [line, text] of linesOf(file)) {
    if (count++ >= ROWS_MAX) break;
    chunk.push(rowFrom(line, text));
    size += text.length;
    if (chunk.length >= most || size > CHUNK_TEXT) {
      yield chunk;
      chunk = [];
      size = 0;
    }
  }
  if (chunk.length) yield chunk;
}

async function* linesOf(file) {
  let rest = "";
  let line = 0;
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    const parts = (rest + (value ?? "")).split("\n");
    rest = done ? "" : parts.pop();
    for (const part of parts) {
      line += 1;
      if (part.trim()) yield [line, part];
    }
    if (done) return;
  }
}

function rowFrom(line, text) {
  let data;
  try {
    data = JSON.parse(text);
  } catch {
    return { line, error: { expected: "a JSON object", got: "a line that is not JSON", at: "$" } };
  }
  if (typeof data?.text !== "string") return { line, error: { expected: "a text", got: typeof data?.text, at: "text" } };
  return { line, message: { text: data.text, sender: data.sender ?? null, received_at: data.received_at ?? null } };
}
