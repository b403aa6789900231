// The card in a dialect as it would go over the wire, with what the dialect could not hold.

import { el, replace } from "/dom.js";
import { nameOf, word } from "/words.js";

export function makeExport(place, onChoose) {
  const choice = el("select", { id: "format", onchange: onChoose });
  const label = el("label", { for: "format" });
  const size = el("span", { class: "faint" });
  const copy = el("button", { type: "button", class: "quiet" });
  const payload = el("pre", { class: "payload", id: "payload", tabindex: "0", role: "region" });
  const lossTitle = el("h3", {});
  const loss = el("div", { id: "loss" });
  let text = "";

  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    copy.textContent = word("copied");
    setTimeout(() => (copy.textContent = word("copy")), 1500);
  });
  place.append(el("div", { class: "bench-head" }, label, choice, size, copy), payload, lossTitle, loss);

  return {
    chosen: () => choice.value || undefined,

    relabel(formats) {
      const chosen = choice.value;
      label.textContent = word("format");
      copy.textContent = word("copy");
      lossTitle.textContent = word("loss");
      payload.setAttribute("aria-label", word("payload"));
      replace(choice, formats.map((name) => el("option", { value: name }, nameOf("formats", name))));
      if (formats.includes(chosen)) choice.value = chosen;
    },

    draw(exported) {
      text = !exported ? "" : typeof exported.payload === "string" ? exported.payload : JSON.stringify(exported.payload, null, 2);
      payload.dataset.format = exported?.to ?? "";
      size.textContent = exported ? word("bytes", { count: new TextEncoder().encode(text).length }) : "";
      replace(payload, exported && typeof exported.payload !== "string" ? coloured(text) : text);
      replace(loss, exported ? lossTable(exported.loss) : "");
    },
  };
}

function lossTable(losses) {
  if (!losses.length) return el("p", { class: "empty" }, word("no_loss"));
  return el("ul", { class: "losses" }, losses.map((one) => el("li", {},
    el("span", { class: "kind", "data-kind": one.kind }, nameOf("losses", one.kind)), el("code", {}, one.path), el("span", { lang: "en" }, one.reason))));
}

/** JSON with its keys and texts set apart. */
function coloured(json) {
  const out = [];
  let at = 0;
  for (const found of json.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi)) {
    out.push(json.slice(at, found.index));
    const kind = found[2] ? "key" : found[1] ? "string" : "literal";
    out.push(el("span", { class: kind }, found[1] ?? found[0]), found[2] ?? "");
    at = found.index + found[0].length;
  }
  return [...out, json.slice(at)];
}
