// A message with its fields marked. Spans count UTF-16 units, as strings do here.

import { el } from "/dom.js";
import { groupOf, nameOf } from "/words.js";

/** Every value of every field as {name, span, field}, from left to right; the longer first where two begin together. */
export function spansOf(fields) {
  const found = [];
  for (const [name, field] of Object.entries(fields)) {
    for (const one of [field, ...(field.more ?? [])]) found.push({ name, span: one.span, field: one });
  }
  return found.sort((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1]);
}

/** The text in pieces, marked or not. A span inside another is a mark in a mark; one that only overlaps is cut. */
export function marked(text, fields) {
  return pieces(text, spansOf(fields), 0, text.length);
}

function pieces(text, spans, start, end) {
  const out = [];
  let at = start;
  let rest = spans;
  while (rest.length) {
    const [first, ...others] = rest;
    const from = Math.max(first.span[0], at);
    const to = Math.min(first.span[1], end);
    rest = others;
    if (to <= from) continue;
    if (from > at) out.push(text.slice(at, from));
    const inside = others.filter(({ span }) => span[0] < to);
    rest = others.filter(({ span }) => span[1] > to);
    out.push(mark(first.name, pieces(text, inside, from, to)));
    at = to;
  }
  if (at < end) out.push(text.slice(at, end));
  return out;
}

function mark(name, children) {
  return el("mark", { "data-group": groupOf(name), "data-field": name, title: nameOf("fields", name) }, children);
}
