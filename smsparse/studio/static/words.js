// The words of the page, in the language it is in. They stand in words.toml and come as one file.

let table = {};
let language = "en";

export async function loadWords() {
  table = await (await fetch("/words.json")).json();
  language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export const currentLanguage = () => language;

export function setLanguage(next) {
  language = next;
  document.documentElement.lang = next === "zh" ? "zh-Hans" : "en";
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", word(element.dataset.label));
}

/** A word of the page, with {names} replaced. */
export function word(name, values = {}) {
  return fillIn(table.page[name]?.[language] ?? name, values);
}

/** What an entry of another table is called; the entry itself where it has no word. */
export function nameOf(kind, entry) {
  return table[kind]?.[entry]?.[language] ?? entry;
}

/** The group of a field (money, time …), by which it is coloured. */
export const groupOf = (field) => table.fields[field]?.group ?? "other";

export const groups = () => Object.keys(table.groups);

function fillIn(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
