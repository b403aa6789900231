// The pieces of the rule pack behind the message, as TOML to be changed. Changes live here and go with every question.

import { ask, latest } from "/api.js";
import { el, replace, save, settled } from "/dom.js";
import { nameOf, word } from "/words.js";

const KINDS = ["menu", "card", "rule"];
const FOLDERS = { menu: "menus/", card: "cards.toml", rule: "templates/" };
const PAUSE = 350;

export function makeEditor(place, { onChange, question }) {
  const changes = {};
  const originals = {};
  let pieces = null;
  let kind = "menu";
  let current = null;

  const kinds = KINDS.map((name) => el("button", { type: "button", "aria-pressed": "false", onclick: () => choose(name) }));
  const group = el("div", { class: "segments", role: "group" }, kinds);
  const select = el("select", { id: "piece", onchange: () => show(select.value) });
  const label = el("label", { for: "piece", class: "visually-hidden" });
  const area = el("textarea", { id: "toml", spellcheck: "false", wrap: "off", "aria-describedby": "edit-error edit-state" });
  const areaLabel = el("label", { for: "toml", class: "visually-hidden" });
  const error = el("div", { class: "error", id: "edit-error", role: "alert", hidden: true });
  const state = el("p", { class: "status", id: "edit-state", role: "status" });
  const hint = el("p", { class: "hint", id: "edit-hint" });
  const revert = el("button", { type: "button", onclick: undo });
  const download = el("button", { type: "button", onclick: saveFile });
  const nothing = el("p", { class: "empty", hidden: true });
  const desk = el("div", { class: "desk" }, label, select, areaLabel, area, error, hint, el("div", { class: "desk-foot" }, state, revert, download));
  place.append(group, nothing, desk);

  const tryRule = latest("try", tried, problem);
  const edited = settled(() => {
    if (current.startsWith("templates/") && current in changes) tryRule({ ...question(), piece: current });
    onChange();
  }, PAUSE);

  area.addEventListener("input", () => {
    if (area.value === originals[current]) delete changes[current];
    else changes[current] = area.value;
    hint.textContent = "";
    mark();
    edited();
  });
  // Tab leaves the area, as everywhere; indenting is by spaces.

  function choose(name) {
    kind = name;
    kinds.forEach((button, at) => button.setAttribute("aria-pressed", String(KINDS[at] === kind)));
    const there = listed();
    desk.hidden = there.length === 0;
    nothing.hidden = there.length > 0;
    replace(select, there.map((id) => el("option", { value: id }, id)));
    const kept = there.includes(current) ? current : there[0];
    if (kept) show(kept);
    else current = null;
  }

  /** The pieces behind the message, and those of the kind that were changed before. */
  function listed() {
    const ids = (pieces?.[kind] ?? []).map(({ id }) => id);
    const others = Object.keys(changes).filter((id) => !ids.includes(id) && id.startsWith(FOLDERS[kind]));
    return [...ids, ...others];
  }

  function show(id) {
    if (current !== id) clear();
    current = id;
    select.value = id;
    const text = changes[id] ?? originals[id];
    if (area.value !== text) area.value = text;
    areaLabel.textContent = word("edit_text", { piece: id });
    download.textContent = word("edit_download", { file: fileOf(id) });
    mark();
  }

  function mark() {
    const count = Object.keys(changes).filter((id) => id !== current).length;
    const own = current in changes ? word("edit_changed") : word("edit_same");
    state.textContent = count ? `${own} · ${word("edit_others", { count })}` : own;
    revert.disabled = !(current in changes);
    desk.classList.toggle("changed", current in changes);
  }

  function clear() {
    error.hidden = true;
    hint.textContent = "";
    area.removeAttribute("aria-invalid");
  }

  function undo() {
    delete changes[current];
    clear();
    show(current);
    onChange();
  }

  async function saveFile() {
    try {
      const file = await ask("file", { file: current, changes });
      save(file.name, file.text);
    } catch (told) {
      problem(told);
    }
  }

  /** What a rule alone finds in the message, long before the whole pack is compiled. */
  function tried(answer) {
    clear();
    const found = Object.entries(answer.fields).filter(([, field]) => field.by !== "finder");
    const fields = found.map(([name, field]) => `${nameOf("fields", name)} ${field.text}`).join(", ");
    hint.textContent = !answer.matched ? word("rule_misses") : fields ? word("rule_matches", { fields }) : word("rule_matches_bare");
    hint.dataset.matched = String(answer.matched);
  }

  function problem(told) {
    error.hidden = false;
    area.setAttribute("aria-invalid", "true");
    const line = /: line (\d+), column/.exec(told.at)?.[1];
    replace(error, el("p", {}, word("error", told)), line
      ? el("button", { type: "button", class: "link at", onclick: () => goTo(Number(line)) }, word("error_at", { at: told.at }))
      : el("p", { class: "at" }, word("error_at", { at: told.at })));
  }

  /** The cursor at the beginning of a line, which is selected. */
  function goTo(line) {
    const before = area.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    const end = area.value.indexOf("\n", before);
    area.focus();
    area.setSelectionRange(before, end < 0 ? area.value.length : end);
  }

  return {
    changes: () => ({ ...changes }),
    problem,

    /** The change, if there is one, is what the page shows now. */
    settled() {
      clearError();
      if (current in changes) {
        mark();
        state.textContent += ` · ${word("edit_applied")}`;
      }
    },

    draw(found) {
      pieces = found;
      for (const { id, text } of Object.values(found ?? {}).flat()) originals[id] = text;
      choose(kind);
    },

    openRule(rule) {
      const there = pieces?.rule ?? [];
      const wanted = there.find(({ id }) => rule === id.split("#")[1]) ?? there.find(({ id }) => rule.startsWith(`${id.split("#")[1]}/`));
      if (wanted) current = wanted.id;
      choose("rule");
      area.focus();
    },

    relabel(editable) {
      kinds.forEach((button, at) => (button.textContent = word(`edit_${KINDS[at]}`)));
      group.setAttribute("aria-label", word("edit_kind"));
      label.textContent = word("edit_piece");
      revert.textContent = word("edit_revert");
      nothing.textContent = word(editable ? "edit_none" : "edit_off");
      choose(kind);
    },
  };

  function clearError() {
    error.hidden = true;
    area.removeAttribute("aria-invalid");
  }
}

const fileOf = (id) => id.split("#")[0].split("/").at(-1);
