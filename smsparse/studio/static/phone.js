// A phone with the thread of the message: its card below it, the sender's menu at the bottom. Buttons say what they
// would do; nothing is opened, called or sent.

import { el, replace } from "/dom.js";
import { corner, icon } from "/icons.js";
import { nameOf, word } from "/words.js";

let opened = null; // the button of the menu that is open

export function drawPhone(place, { result, card }, asked) {
  opened = null;
  const screen = el("div", { class: asked?.context.large_text ? "screen large" : "screen" });
  screen.append(
    el("div", { class: "statusbar", "aria-hidden": "true" }, el("span", {}, clock(asked)), corner()),
    head(result, asked),
    el("div", { class: "thread", tabindex: "0", role: "group", "aria-label": word("message") },
      result && el("p", { class: "when" }, when(asked)),
      result && el("p", { class: "bubble" }, asked.text),
      card && drawCard(card, screen)),
    card?.menu ? menuBar(card.menu, screen) : el("div", { class: "composer", "aria-hidden": "true" }, el("span", {})),
    el("div", { class: "home", "aria-hidden": "true" }),
  );
  screen.addEventListener("keydown", (event) => event.key === "Escape" && shut(screen, true));
  replace(place, el("div", { class: "phone" }, screen));
}

function clock(asked) {
  return /T(\d\d:\d\d)/.exec(asked?.received_at ?? "")?.[1] ?? "09:41";
}

function when(asked) {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(asked.received_at ?? "");
  return found ? `${found[1]}-${found[2]}-${found[3]} ${found[4]}` : word("phone_today");
}

function head(result, asked) {
  const sender = result?.sender;
  const number = asked?.sender ?? "";
  const name = sender && sender.trust !== "suspect" ? sender.name : number || word("phone_number");
  const trust = sender?.trust ?? "unknown";
  return el("div", { class: "head" },
    el("span", { class: "avatar", "data-trust": trust, "aria-hidden": "true" }, trust === "suspect" ? icon("warning") : [...name][0]),
    el("div", {},
      el("p", { class: "who" }, name, trust === "certified" && icon("verified")),
      el("p", { class: "number" }, [name === number ? "" : number, sender && nameOf("trust", trust)].filter(Boolean).join(" · "))));
}

// ---- the card

function drawCard(card, screen) {
  const [primary, others] = split(card.rows);
  return el("article", { class: "card", "data-kind": card.kind, "aria-label": card.title },
    el("header", {},
      card.kind === "warning" && icon("warning"),
      el("div", {}, el("h3", {}, card.title), card.subtitle && el("p", {}, card.subtitle))),
    primary.map((row) => el("p", { class: "primary" }, el("span", { class: "label" }, row.label), el("span", { class: "value" }, row.value))),
    card.progress && progress(card.progress),
    card.timeline.length > 0 && timeline(card.timeline),
    others.length > 0 && el("dl", {}, others.map((row) => el("div", {}, el("dt", {}, row.label), el("dd", {}, row.value)))),
    card.rows.filter((row) => row.role === "note").map((row) => el("p", { class: "note" }, row.value)),
    card.actions.length > 0 && el("div", { class: "actions" }, card.actions.map((action) =>
      el("button", { type: "button", onclick: (event) => showSheet(screen, action, event.currentTarget) }, icon(action.kind), el("span", {}, action.label)))));
}

function split(rows) {
  return [rows.filter((row) => row.role === "primary"), rows.filter((row) => row.role === "detail")];
}

function progress({ label, used, left, total, share }) {
  const told = [used && word("used", { value: used }), left && word("left", { value: left }), total && word("total", { value: total })];
  const bar = share !== null && el("progress", { max: "1000", value: String(share), "aria-label": label });
  return el("div", { class: "progress" }, el("p", { class: "label" }, label), bar, el("p", { class: "told" }, told.filter(Boolean).join(" · ")));
}

function timeline(stops) {
  return el("ol", { class: "timeline" }, stops.map((stop) => el("li", { "data-state": stop.state },
    el("span", { class: "time" }, stop.time), el("span", { class: "text" }, stop.text || stop.label), stop.text && el("span", { class: "label" }, stop.label))));
}

// ---- the menu

function menuBar(menu, screen) {
  const many = menu.entries.length > 1;
  return el("nav", { class: "menubar", "aria-label": word("phone_menu") },
    el("span", { class: "keyboard", "aria-hidden": "true" }, icon("keyboard")),
    el("ul", {}, menu.entries.map((entry, at) => el("li", {}, first(entry, at, screen, many)))));
}

function first(entry, at, screen, many) {
  const label = (many && entry.short) || entry.label;
  if (entry.action) {
    return el("button", { type: "button", title: entry.label, onclick: (event) => showSheet(screen, entry.action, event.currentTarget) }, label);
  }
  const id = `menu-${at}`;
  const list = el("ul", { class: "level", id, hidden: true }, entry.entries.map((below) => el("li", {},
    el("button", { type: "button", onclick: (event) => showSheet(screen, below.action, event.currentTarget) }, icon(below.action.kind), el("span", {}, below.label)))));
  const button = el("button", {
    type: "button", title: entry.label, "aria-expanded": "false", "aria-controls": id,
    onclick: () => (list.hidden ? open(screen, button, list) : shut(screen, true)),
  }, icon("menu"), el("span", {}, label));
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...list.querySelectorAll("button")];
    buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length].focus();
  });
  return [list, button];
}

function open(screen, button, list) {
  shut(screen, false);
  list.hidden = false;
  button.setAttribute("aria-expanded", "true");
  list.querySelector("button").focus();
  opened = button;
}

/** Closes what is open, the sheet before the menu; the focus goes back to what opened it. */
function shut(screen, focus) {
  const sheet = screen.querySelector(".sheet");
  if (sheet) {
    sheet.remove();
    if (focus) sheet.opener.focus();
    return;
  }
  const button = opened;
  if (!button) return;
  document.getElementById(button.getAttribute("aria-controls")).hidden = true;
  button.setAttribute("aria-expanded", "false");
  opened = null;
  if (focus) button.focus();
}

// ---- what a button would do

function showSheet(screen, action, opener) {
  screen.querySelector(".sheet")?.remove();
  const close = el("button", { type: "button", class: "close", "aria-label": word("phone_close"), onclick: () => shut(screen, true) }, icon("close"));
  const sheet = el("div", { class: "sheet", role: "dialog", "aria-label": action.label },
    close,
    el("p", { class: "label" }, word("phone_would")),
    told(action),
    action.fallbacks && [el("p", { class: "label" }, word("phone_else")), el("ol", {}, action.fallbacks.map((other) => el("li", {}, told(other))))]);
  sheet.opener = opener;
  screen.append(sheet);
  close.focus();
}

function told(action) {
  const params = Object.entries(action.params ?? {});
  return el("div", { class: "deed" },
    el("p", {}, icon(action.kind), el("strong", {}, nameOf("actions", action.kind)), action.target && el("code", {}, action.target)),
    params.length > 0 && el("dl", {}, params.map(([name, value]) => el("div", {}, el("dt", {}, nameOf("params", name)), el("dd", {}, value)))));
}
