// A page of the studio in a headless Chromium, watched for anything it complains of.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const packages = createRequire(new URL("../node/package.json", import.meta.url));
const { chromium } = packages("playwright-core");
const AXE = readFileSync(packages.resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const ADDRESS = process.env.STUDIO_URL;
const SHOTS = process.env.STUDIO_SHOTS;

let browser = null;

export async function start() {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
}

export const stop = () => browser.close();

/** Runs `steps` on a fresh page that shows the first example; nothing may be complained of meanwhile. */
export async function onPage({ address = ADDRESS, width = 1440, height = 1000, ...options }, steps) {
  const context = await browser.newContext({ viewport: { width, height }, locale: "en-US", colorScheme: "light", ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => request.url().startsWith(new URL(address).origin) || complaints.push(`asks ${request.url()}`));
  try {
    await page.goto(address);
    await page.locator("html[data-ready]").waitFor();
    await steps(page, complaints);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/** Types a message as if it were pasted and waits for its reading. */
export async function paste(page, text, sender = "", received = "") {
  await page.fill("#sender", sender);
  await page.fill("#received", received);
  await page.fill("#text", text);
  await settledFor(page, text);
}

/** Waits until the page shows the reading of this text. */
export async function settledFor(page, text) {
  await page.waitForFunction((wanted) => document.querySelector("#marked").textContent === wanted, text);
}

/** Every serious or critical finding of axe-core, in words. */
export async function findings(page) {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished))); // colours in between
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
}

/** Keeps a picture where STUDIO_SHOTS names a folder, to be looked at. */
export async function shot(page, name) {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}
