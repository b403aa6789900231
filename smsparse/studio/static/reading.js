// The reading of a message: verdict, marked text, fields; and why it is read so.

import { byId, el, replace } from "/dom.js";
import { marked, spansOf } from "/marking.js";
import { currentLanguage, groupOf, groups, nameOf, word } from "/words.js";

export function drawReading(result, asked, about, onRule) {
  for (const id of ["verdict", "marked", "legend", "fields"]) replace(byId(id));
  if (!result) {
    replace(byId("verdict"), el("p", { class: "empty" }, word("empty")));
    return;
  }
  replace(byId("verdict"), verdict(result, about));
  replace(byId("marked"), marked(asked.text, result.fields));
  const there = new Set(Object.keys(result.fields).map(groupOf));
  replace(byId("legend"), groups().filter((group) => there.has(group)).map((group) =>
    el("li", {}, el("span", { class: "swatch", "data-group": group, "aria-hidden": "true" }), nameOf("groups", group)),
  ));
  replace(byId("fields"), fieldTable(result.fields, onRule));
  linkMarks();
}

function verdict(result, about) {
  const percent = `${(result.confidence * 100).toFixed(1)} %`;
  const bar = el("span", { class: "bar", "aria-hidden": "true" }, el("span"));
  bar.firstChild.style.inlineSize = `${result.confidence * 100}%`;
  return el("div", { class: "verdict" },
    el("div", { class: "category" },
      el("strong", {}, about.categories[result.category]?.[currentLanguage()] ?? result.category),
      el("code", {}, result.category)),
    el("dl", { class: "facts" },
      fact("confidence", bar, percent),
      fact("decided_by", decider(result.decided_by)),
      fact("from", sender(result.sender))),
    result.flags.length > 0 && el("ul", { class: "chips" }, result.flags.map((flag) => el("li", {}, nameOf("flags", flag)))));
}

function fact(name, ...shown) {
  return el("div", {}, el("dt", {}, word(name)), el("dd", {}, shown));
}

function decider(by) {
  if (by === "model" || by === "abstain") return word(`by_${by}`);
  return el("code", {}, by.replace(/^rule:/, ""));
}

function sender(found) {
  if (!found) return word("nobody");
  return [
    `${found.name} `,
    el("span", { class: "trust", "data-trust": found.trust }, nameOf("trust", found.trust)),
    el("ul", { class: "reasons" }, found.reasons.map((reason) => el("li", { title: reason }, nameOf("reasons", reason)))),
  ];
}

function fieldTable(fields, onRule) {
  const names = Object.keys(fields);
  if (!names.length) return el("p", { class: "empty" }, word("no_fields"));
  const rows = spansOf(fields).map(({ name, field }) => {
    const by = field.by ?? fields[name].by;
    return el("tr", { "data-field": name },
      el("th", { scope: "row" }, el("span", { class: "swatch", "data-group": groupOf(name), "aria-hidden": "true" }), nameOf("fields", name)),
      el("td", {}, field.value ?? field.text, field.unit && el("span", { class: "unit" }, ` ${field.unit}`)),
      el("td", { class: "by" }, giver(by, onRule)));
  });
  return el("table", {},
    el("caption", { class: "visually-hidden" }, word("fields")),
    el("thead", {}, el("tr", {}, ["field", "value", "by"].map((name) => el("th", { scope: "col" }, word(name))))),
    el("tbody", {}, rows));
}

function giver(by, onRule) {
  return by.startsWith("field:") ? ruleLink(by.slice("field:".length), onRule) : by;
}

function ruleLink(rule, onRule) {
  return el("button", { type: "button", class: "link", "aria-label": word("open_rule", { rule }), onclick: () => onRule(rule) }, rule);
}

/** A row and its marks light up together. */
function linkMarks() {
  const both = (name) => document.querySelectorAll(`#marked [data-field="${name}"], #fields [data-field="${name}"]`);
  for (const one of document.querySelectorAll("#marked [data-field], #fields [data-field]")) {
    const light = (on) => both(one.dataset.field).forEach((element) => element.classList.toggle("lit", on));
    one.addEventListener("pointerenter", () => light(true));
    one.addEventListener("pointerleave", () => light(false));
  }
}

// ---- why

export function drawWhy({ why, parts }, onRule) {
  if (!why) {
    replace(byId("side-why"));
    return;
  }
  replace(byId("side-why"),
    el("h3", {}, word("why_winner")),
    why.winner ? rules([why.winner], onRule) : el("p", { class: "empty" }, word("why_no_winner")),
    section("why_rivals", why.rivals, (found) => rules(found, onRule)),
    why.model && section("why_model", why.model.top, modelTop),
    folded("why_parts", parts.filter((part) => part.outcome !== "shown"), (found) => plain(found.map((part) =>
      [el("code", {}, part.from), " ", el("span", { class: "faint", lang: "en" }, part.reason)]))),
    folded("why_vetoed", why.vetoed, (found) => rules(found, onRule)),
    folded("why_rejected", rejected(why), (found) => plain(found.map((one) =>
      [nameOf("fields", one.name), " ", el("q", {}, one.text), " ", el("span", { class: "faint", lang: "en" }, `${one.why} (${one.by})`)]))),
    folded("why_candidates", why.candidates, (found) => plain(found.map((one) =>
      [el("code", {}, one.rule), " ", el("span", { class: one.matched ? "" : "faint", lang: "en" }, one.why)]))));
}

/** What few want to see every time: its title with how much there is. */
function folded(title, found, drawn) {
  return found.length > 0 && el("details", {}, el("summary", {}, `${word(title)} (${found.length})`), drawn(found));
}

function plain(lines) {
  return el("ul", { class: "plain" }, lines.map((line) => el("li", {}, line)));
}

function section(title, found, drawn) {
  return found.length > 0 && [el("h3", {}, word(title)), drawn(found)];
}

function rules(found, onRule) {
  return el("ul", { class: "rules" }, found.map((rule) => el("li", {},
    ruleLink(rule.rule, onRule),
    el("span", { class: "faint" }, [
      rule.category, word("priority", rule), word("literals", { count: rule.literal_characters }), rule.sender && word("only_sender", rule),
    ].filter(Boolean).join(" · ")),
    rule.why && el("span", { class: "reason", lang: "en" }, rule.why))));
}

function modelTop(top) {
  return plain(top.map(([category, probability]) =>
    [el("code", {}, category), " ", el("span", { class: "faint" }, `${(probability * 100).toFixed(1)} %`)]));
}

function rejected(why) {
  return [...why.fields, ...why.absent].flatMap(({ name, rejected: found }) => found.map((one) => ({ name, ...one })));
}
