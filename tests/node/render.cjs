// Reads Adaptive Cards, one JSON object a line, and renders each with Microsoft's library. Writes a line each:
// {"events": [every event of parsing, rendering and validating], "text": what is to be read on the rendered card}.
"use strict";

const readline = require("node:readline");
const { Window } = require("happy-dom");

const window = new Window();
for (const name of Object.getOwnPropertyNames(window)) {
  if (!(name in globalThis) || name === "Event") {
    // node's own Event is none that happy-dom dispatches
    Object.defineProperty(globalThis, name, { value: window[name], configurable: true });
  }
}
const AdaptiveCards = require("adaptivecards/dist/adaptivecards.js");

// As without Markdown: what is rendered is the text itself.
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  const holder = document.createElement("div");
  holder.textContent = text;
  result.outputHtml = holder.innerHTML;
  result.didProcess = true;
};

function rendered(payload) {
  const card = new AdaptiveCards.AdaptiveCard();
  const context = new AdaptiveCards.SerializationContext();
  const events = [];
  card.parse(payload, context);
  for (let at = 0; at < context.eventCount; at++) {
    events.push(context.getEventAt(at).message);
  }
  const element = card.render();
  events.push(...card.validateProperties().validationEvents.map((event) => event.message));
  return { events, text: element ? element.textContent : "" };
}

readline
  .createInterface({ input: process.stdin })
  .on("line", (line) => process.stdout.write(`${JSON.stringify(rendered(JSON.parse(line)))}\n`))
  .on("close", () => process.exit(0));
