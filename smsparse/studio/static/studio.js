// The page: what was typed goes to the server, what comes back is drawn. Nothing else keeps any of it.

import { ask, latest } from "/api.js";
import { byId, el, replace, settled } from "/dom.js";
import { makeEditor } from "/editor.js";
import { makeExport } from "/export.js";
import { makeFile } from "/file.js";
import { drawPhone } from "/phone.js";
import { drawReading, drawWhy } from "/reading.js";
import { makeTabs } from "/tabs.js";
import { currentLanguage, loadWords, nameOf, setLanguage, word } from "/words.js";

const PAUSE = 150;
const THEMES = ["auto", "light", "dark"];
const CARRIERS = ["cm", "cu", "ct", "cb"];

let about = null;
let answer = null;
let asked = null;
let progress = 0;

const views = makeTabs(byId("views"));
const sides = makeTabs(byId("sides"));
const editor = makeEditor(byId("side-edit"), { onChange: () => refresh(), question });
const exporting = makeExport(byId("side-export"), () => refresh());
const file = makeFile(byId("view-file"), { onShow: showMessage, changes: () => editor.changes() });
const send = latest("read", onAnswer, onError);
const refresh = settled(send_now, PAUSE);

function question() {
  return {
    text: byId("text").value,
    sender: byId("sender").value.trim() || null,
    received_at: byId("received").value.trim() || null,
    context: {
      locale: byId("locale").value,
      carrier: byId("carrier").value,
      area: byId("area").value.trim(),
      tags: byId("tags").value.split(/[,，]/).map((tag) => tag.trim()).filter(Boolean),
      large_text: byId("large").checked,
    },
    to: exporting.chosen(),
    changes: editor.changes(),
  };
}

function send_now() {
  if (!about) return;
  if (!byId("text").value) {
    answer = null;
    draw();
    return;
  }
  const data = question();
  const started = performance.now();
  clearInterval(progress);
  progress = setInterval(() => {
    const seconds = Math.round((performance.now() - started) / 1000);
    const compiles = Object.keys(data.changes).some((piece) => piece.startsWith("templates/"));
    if (seconds >= 1) status(compiles ? word("compiling", { seconds }) : word("reading_now"));
  }, 250);
  send({ ...data, started });
}

function onAnswer(told, { started, ...data }) {
  clearInterval(progress);
  answer = told;
  asked = data;
  problem(null);
  status(word("took", { ms: Math.max(1, Math.round(performance.now() - started)) }));
  draw();
  editor.settled();
}

function onError(error) {
  clearInterval(progress);
  status("");
  if (error.of === "change") {
    editor.problem(error);
  } else if (error.of === "message") {
    problem(error);
  } else {
    notice(error);
  }
}

function draw() {
  const shown = answer ?? { result: null, why: null, parts: [], card: null, export: null, pieces: null };
  drawReading(shown.result, asked, about, editRule);
  drawWhy(shown, editRule);
  drawPhone(byId("phone"), shown, asked);
  exporting.draw(shown.export);
  editor.draw(shown.pieces);
  summarise();
}

function editRule(rule) {
  sides.show("tab-edit");
  editor.openRule(rule);
}

function status(text) {
  byId("status").textContent = text;
}

/** What is wrong with the message as it was given. */
function problem(error) {
  const place = byId("ask-error");
  place.hidden = !error;
  replace(place, error ? `${error.at}: ${word("error", error)}` : "");
  byId("received").setAttribute("aria-invalid", String(error?.at === "received_at"));
}

function notice(error) {
  const place = byId("notice");
  const known = { wrong_token: "start_again", no_server: "no_server" }[error.code];
  place.textContent = known ? word(known) : word("failed", { code: error.code ?? error.message });
  place.hidden = false;
}

function summarise() {
  const { context } = question();
  const parts = [nameOf("locales", context.locale), nameOf("carriers", context.carrier), context.area, ...context.tags];
  if (context.large_text) parts.push(word("large_text"));
  byId("context-summary").textContent = parts.filter(Boolean).join(" · ");
}

function showMessage(message) {
  byId("text").value = message.text;
  byId("sender").value = message.sender ?? "";
  byId("received").value = message.received_at ?? "";
  views.show("tab-message");
  byId("text").focus();
  refresh();
}

// ---- language, theme, choices

function relabel() {
  setLanguage(currentLanguage());
  const root = document.documentElement;
  byId("language").textContent = word("language");
  byId("language").lang = currentLanguage() === "zh" ? "en" : "zh-Hans";
  byId("theme").textContent = word("theme", { mode: word(`theme_${root.dataset.theme}`) });
  choices(byId("locale"), about?.locales ?? ["zh-Hans"], (locale) => nameOf("locales", locale));
  choices(byId("carrier"), ["", ...CARRIERS], (carrier) => (carrier ? nameOf("carriers", carrier) : word("carrier_none")));
  const examples = about?.examples ?? [];
  choices(byId("example"), ["", ...examples.keys()], (number) => (number === "" ? word("example_choose") : exampleName(examples[number])));
  exporting.relabel(about?.formats ?? []);
  editor.relabel(about?.editable ?? true);
  file.relabel(about);
}

function exampleName(example) {
  return example.text.length > 24 ? `${[...example.text].slice(0, 24).join("")}…` : example.text;
}

function choices(select, values, name) {
  const chosen = select.value;
  replace(select, values.map((value) => el("option", { value: String(value) }, name(value))));
  select.value = [...select.options].some((option) => option.value === chosen) ? chosen : String(values[0]);
}

function listen() {
  byId("ask").addEventListener("submit", (event) => event.preventDefault());
  byId("ask").addEventListener("input", (event) => {
    if (event.target.id === "example") return;
    byId("example").value = "";
    refresh();
    summarise();
  });
  byId("example").addEventListener("change", (event) => {
    const example = about.examples[event.target.value];
    if (!example) return;
    byId("text").value = example.text;
    byId("sender").value = example.sender ?? "";
    byId("received").value = example.received_at ?? "";
    refresh();
  });
  byId("now").addEventListener("click", () => {
    byId("received").value = localTime(new Date());
    refresh();
  });
  byId("language").addEventListener("click", () => {
    setLanguage(currentLanguage() === "zh" ? "en" : "zh");
    relabel();
    draw();
  });
  byId("theme").addEventListener("click", () => {
    const root = document.documentElement;
    root.dataset.theme = THEMES[(THEMES.indexOf(root.dataset.theme) + 1) % THEMES.length];
    relabel();
  });
}

/** RFC 3339 with the offset of this machine. */
function localTime(date) {
  const offset = -date.getTimezoneOffset();
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19);
  return `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}

await loadWords();
relabel();
listen();
draw();
try {
  about = await ask("about");
  byId("versions").textContent = about.versions.smsparse;
  relabel();
  byId("example").value = "0";
  byId("example").dispatchEvent(new Event("change"));
} catch (error) {
  notice(error);
}
document.documentElement.dataset.ready = "true";
