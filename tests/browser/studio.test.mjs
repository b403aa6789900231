// The workbench from end to end, as a person uses it. tests/browser/test_studio.py starts the server and runs this.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { findings, onPage, paste, settledFor, shot, start, stop } from "./browser.mjs";

const BILL = "【招商银行】您账户6027于05月16日12:08在支付宝-青禾面馆快捷支付1.2万元，余额3416.20";
const FRAUD = "【工商银行】您的账户因未实名将于今日冻结，请立即登录 http://icbc-verify.top/s8 完成认证，逾期后果自负。";
const CHAIN = `
sender = "china-mobile"
inherit = false

[[entry]]
id = "apps"
label = "应用"

    [[entry.entry]]
    id = "app"
    label = "应用"
    kind = "open_app"
    target = "com.example.app"
    fallbacks = [{ kind = "market", target = "com.example.app" }]
    source = "example.com"
    checked = false
`;
const BILL_AT = "2026-05-16T12:09:00+08:00";

before(start);
after(stop);

test("a pasted message is marked, exactly also behind emoji and astral characters", () =>
  onPage({}, async (page) => {
    await paste(page, "🎉𠮷👨‍👩‍👧【示例银行】您的验证码是482913，5分钟内有效");
    const marks = await page.locator("#marked mark").evaluateAll((all) => all.map((mark) => [mark.dataset.field, mark.textContent]));
    assert.deepEqual(marks, [["signature", "示例银行"], ["code", "482913"], ["code_valid", "5分钟"]]);
    assert.match(await page.locator("#verdict").innerText(), /verification\.other/);
    assert.match(await page.locator("#legend").innerText(), /Codes/);
    assert.match(await page.locator("#fields").innerText(), /300 s/);
  }));

test("category, confidence, sender and reasons are shown, and why", () =>
  onPage({}, async (page) => {
    await paste(page, BILL, "95555", BILL_AT);
    const verdict = await page.locator("#verdict").innerText();
    assert.match(verdict, /finance\.debit/);
    assert.match(verdict, /99\.\d %/);
    assert.match(verdict, /cmb\/debit/);
    assert.match(verdict, /certified/);
    assert.match(verdict, /the number is its own/);
    await page.click("#tab-why");
    assert.match(await page.locator("#side-why").innerText(), /Winning rule\s+cmb\/debit/);
    await shot(page, "why");
  }));

test("the card stands on the phone, and its buttons say what they would do", () =>
  onPage({}, async (page) => {
    await paste(page, BILL, "95555", BILL_AT);
    assert.match(await page.locator(".card").innerText(), /¥12,000\.00/);
    await page.locator(".card .actions button").first().click();
    assert.match(await page.getByRole("dialog").innerText(), /call\s+95555/);
    await page.keyboard.press("Escape");
    assert.equal(await page.getByRole("dialog").count(), 0);
    assert.equal(page.url().includes("token"), false);
  }));

test("the menu opens to its second level", () =>
  onPage({}, async (page) => {
    await paste(page, BILL, "95555", BILL_AT);
    const first = page.locator(".menubar button[aria-expanded]").first();
    const below = page.locator(".menubar > ul > li").first().locator(".level button");
    assert.equal(await below.first().isVisible(), false);
    await first.click();
    assert.equal(await first.getAttribute("aria-expanded"), "true");
    assert.equal(await below.first().isVisible(), true);
    await shot(page, "menu");
    await below.first().click();
    assert.match(await page.getByRole("dialog").innerText(), /On a phone this would/);
  }));

test("a suspect sender gets a warning, without brand and without links", () =>
  onPage({}, async (page) => {
    await paste(page, FRAUD, "+85261234567");
    assert.equal(await page.locator(".card").getAttribute("data-kind"), "warning");
    assert.equal(await page.locator(".who").innerText(), "+85261234567");
    assert.equal(await page.locator(".phone a").count(), 0);
    await shot(page, "warning");
  }));

test("every dialect is shown beside the phone with what it lost", () =>
  onPage({}, async (page) => {
    await paste(page, BILL, "95555", BILL_AT);
    for (const dialect of await page.locator("#format option").evaluateAll((all) => all.map((one) => one.value))) {
      await page.selectOption("#format", dialect);
      await page.locator(`#payload[data-format="${dialect}"]`).waitFor();
      assert.match(await page.locator("#payload").innerText(), /12,?000/, dialect);
      assert.notEqual(await page.locator("#loss").innerText(), "", dialect);
    }
    await shot(page, "dialect");
  }));

test("a changed menu is drawn at once; a mistake is told with its place and the last good one stays", () =>
  onPage({}, async (page) => {
    await paste(page, BILL, "95555", BILL_AT);
    await page.click("#tab-edit");
    assert.equal(await page.inputValue("#piece"), "menus/cmb.toml");
    const toml = await page.inputValue("#toml");
    const labels = await page.locator(".menubar .level button").allTextContents();
    const label = labels.find((one) => toml.includes(`"${one}"`));
    const entry = (text) => page.locator(".menubar .level button", { hasText: text });
    await page.fill("#toml", toml.replaceAll(`"${label}"`, '"试一试"'));
    await entry("试一试").waitFor({ state: "attached" });
    await page.fill("#toml", toml.replace("[[entry]]", "[[entry]\n"));
    await page.locator("#edit-error:visible").waitFor();
    assert.match(await page.locator("#edit-error").innerText(), /expected TOML, got .*menus\/cmb\.toml: line \d+/s);
    assert.equal(await entry("试一试").count(), 1);
    await shot(page, "mistake");
    await page.locator("#edit-error button").click();
    assert.equal(await page.evaluate(() => getSelection().toString()), "[[entry]");
    await page.getByRole("button", { name: "Revert" }).click();
    await entry(label).waitFor({ state: "attached" });
    assert.equal(await entry("试一试").count(), 0);
    assert.equal(await page.locator("#edit-error").isVisible(), false);
  }));

test("a changed card is drawn at once and can be downloaded as the whole file", () =>
  onPage({}, async (page) => {
    await paste(page, BILL, "95555", BILL_AT);
    await page.click("#tab-edit");
    await page.getByRole("button", { name: "Card", exact: true }).click();
    await page.fill("#toml", cardOf(await page.inputValue("#toml"), '["花了 {amount|money}", "支出"]'));
    await page.locator(".card h3", { hasText: "花了 ¥12,000.00" }).waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=Download cards.toml")]);
    const saved = readFileSync(await download.path(), "utf8");
    assert.equal(download.suggestedFilename(), "cards.toml");
    assert.match(saved, /花了 \{amount\|money\}/);
    assert.match(saved, /\[suspect\]/);
  }));

test("progress, timeline and the chain of what comes instead are drawn", () =>
  onPage({}, async (page) => {
    await paste(page, "【中国移动】截至3月18日10时，您本月套餐内流量已用16.4GB，剩余3.6GB。", "10086", "2026-03-18T10:05:00+08:00");
    await page.click("#tab-edit");
    await page.fill("#toml", CHAIN);
    await page.getByRole("button", { name: "Card", exact: true }).click();
    const added = `
progress = { label = "data_left", used = "data_used", left = "data_left", format = "bytes" }
timeline = [{ label = "time", text = "{data_used|bytes}", state = "done" }, { label = "departs", text = "{data_left|bytes}" }]
`;
    await page.fill("#toml", cardOf(await page.inputValue("#toml"), '"流量"') + added);
    await page.locator(".card progress").waitFor();
    assert.equal(await page.locator(".card progress").getAttribute("value"), "820");
    assert.match(await page.locator(".progress").innerText(), /16\.4 GB used · 3\.6 GB left · 20 GB in all/);
    assert.deepEqual(await page.locator(".timeline li").evaluateAll((all) => all.map((stop) => stop.dataset.state)), ["done", "next"]);
    await page.locator(".menubar > ul > li > button").first().click();
    await page.locator(".level:not([hidden]) button").first().click();
    assert.match(await page.getByRole("dialog").innerText(), /in order[\s\S]*install from the market/);
    assert.deepEqual(await findings(page), []);
  }));

test("a changed rule is tried alone, then decides in the whole pack", () =>
  onPage({}, async (page) => {
    await paste(page, BILL, "95555", BILL_AT);
    await page.click("#tab-edit");
    await page.getByRole("button", { name: "Rule", exact: true }).click();
    const toml = await page.inputValue("#toml");
    await page.fill("#toml", toml.replace("finance.debit", "finance.transfer"));
    await page.locator('#edit-hint[data-matched="true"]').waitFor({ timeout: 20_000 });
    await page.locator("#verdict", { hasText: "finance.transfer" }).waitFor({ timeout: 30_000 });
    await page.getByRole("button", { name: "Revert" }).click();
    await page.locator("#verdict", { hasText: "finance.debit" }).waitFor();
  }));

test("a rule named in the reading opens in the editor", () =>
  onPage({}, async (page) => {
    await paste(page, BILL, "95555", BILL_AT);
    await page.getByRole("button", { name: "Edit rule finance/party-at-dash" }).click();
    assert.match(await page.inputValue("#toml"), /id = "finance\/party-at-dash"/);
  }));

test("a JSONL file is paged and filtered, and a line of it opens", () =>
  onPage({}, async (page) => {
    const lines = Array.from({ length: 60 }, (_, at) => JSON.stringify(at % 3
      ? { text: `【示例银行】您的验证码是48${1000 + at}，5分钟内有效` }
      : { text: `晚上${at}点一起吃饭吗`, sender: "13900001234" }));
    lines.splice(10, 0, "{not json", '{"id": 7}');
    await page.click("#tab-file");
    await page.setInputFiles("#jsonl", { name: "some.jsonl", mimeType: "application/jsonl", buffer: Buffer.from(lines.join("\n")) });
    await page.locator("#file-status", { hasText: "60 messages, 2 lines with errors" }).waitFor();
    assert.equal(await page.locator("#file-shown").innerText(), "1–25 of 62");
    await page.getByRole("button", { name: "Next" }).click();
    assert.equal(await page.locator("#file-shown").innerText(), "26–50 of 62");
    await shot(page, "file");
    await page.selectOption("#f-category", "verification");
    await page.locator("#file-shown", { hasText: "1–25 of 40" }).waitFor();
    await page.selectOption("#f-flag", "contains_code");
    await page.fill("#f-search", "481001");
    await page.locator("#file-shown", { hasText: "1–1 of 1" }).waitFor();
    await page.fill("#f-search", "");
    await page.selectOption("#f-flag", "");
    await page.selectOption("#f-category", "");
    await page.selectOption("#f-decided", "error");
    await page.locator("#file-shown", { hasText: "1–2 of 2" }).waitFor();
    assert.match(await page.locator(".rows").innerText(), /expected a JSON object/);
    await page.selectOption("#f-decided", "");
    await page.fill("#f-below", "0");
    await page.locator(".rows", { hasText: "No message fits." }).waitFor();
    await page.fill("#f-below", "");
    await page.getByRole("button", { name: /^Show line 1:/ }).click();
    await settledFor(page, "晚上0点一起吃饭吗");
    assert.equal(await page.inputValue("#sender"), "13900001234");
  }));

test("everything can be done with the keyboard alone", () =>
  onPage({}, async (page) => {
    const at = () => page.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.textContent);
    const tabTo = async (wanted) => {
      for (let steps = 0; steps < 80; steps += 1) {
        await page.keyboard.press("Tab");
        if (await page.evaluate((selector) => document.activeElement.matches(selector), wanted)) return;
      }
      assert.fail(`${wanted} is not reached by Tab; the focus is at ${await at()}`);
    };
    await page.keyboard.press("Tab");
    assert.equal(await at(), "skip");
    await tabTo("#text");
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(BILL);
    await tabTo("#sender");
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("95555");
    await settledFor(page, BILL);
    await tabTo(".menubar button");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.closest(".level") !== null), true);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    assert.equal(await page.getByRole("dialog").isVisible(), true);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-expanded")), "false");
    await tabTo("#tab-export");
    await page.keyboard.press("End");
    assert.equal(await at(), "tab-edit");
    await tabTo("#toml");
    await page.keyboard.press("Tab");
    assert.notEqual(await at(), "toml");
  }));

test("a narrow screen scrolls in one direction only", () =>
  onPage({ width: 360, height: 740 }, async (page) => {
    await paste(page, BILL, "95555", BILL_AT);
    for (const tab of ["export", "why", "edit"]) {
      await page.click(`#tab-${tab}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360, tab);
    }
    await shot(page, "narrow");
    await page.click("#tab-file");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
  }));

test("colours follow the device and can be chosen", () =>
  onPage({ colorScheme: "dark" }, async (page) => {
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const dark = await paper();
    await shot(page, "dark");
    await page.click("#theme");
    assert.notEqual(await paper(), dark);
    await page.click("#theme");
    assert.equal(await paper(), dark);
  }));

test("the page speaks Chinese and English", () =>
  onPage({ locale: "zh-CN" }, async (page) => {
    assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hans");
    assert.equal(await page.locator("#tab-message").innerText(), "短信");
    await page.click("#language");
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    assert.equal(await page.locator("#tab-message").innerText(), "Message");
  }));

test("a wrong time is told beside its field", () =>
  onPage({}, async (page) => {
    await page.fill("#received", "yesterday");
    await page.locator("#ask-error:visible").waitFor();
    assert.match(await page.locator("#ask-error").innerText(), /received_at: expected RFC 3339/);
    assert.equal(await page.locator("#received").getAttribute("aria-invalid"), "true");
  }));

test("without the token the page says where it is", () =>
  onPage({ address: process.env.STUDIO_URL.split("#")[0] }, async (page, complaints) => {
    assert.match(await page.locator("#notice").innerText(), /printed at its start/);
    forget(complaints, /status of 403/);
  }));

test("nothing moves for who wants no motion", () =>
  onPage({ reducedMotion: "reduce" }, async (page) => {
    await page.locator(".menubar > ul > li > button").first().click();
    assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  }));

const LOOKS = { light: {}, dark: { colorScheme: "dark" }, narrow: { width: 360 } };
for (const [name, options] of Object.entries(LOOKS)) {
  test(`axe finds nothing serious (${name})`, () =>
    onPage(options, async (page) => {
      await paste(page, BILL, "95555", BILL_AT);
      for (const tab of ["export", "why", "edit"]) {
        await page.click(`#tab-${tab}`);
        assert.deepEqual(await findings(page), [], tab);
      }
      await page.locator(".menubar > ul > li > button").first().click();
      assert.deepEqual(await findings(page), [], "menu");
      await page.locator(".level:not([hidden]) button").first().click();
      assert.deepEqual(await findings(page), [], "sheet");
      await paste(page, FRAUD, "+85261234567");
      assert.deepEqual(await findings(page), [], "warning");
      await page.click("#tab-file");
      await page.setInputFiles("#jsonl", { name: "a.jsonl", mimeType: "", buffer: Buffer.from(`{"text": "${BILL}"}\n{`) });
      await page.locator("#file-status", { hasText: "1 messages" }).waitFor();
      assert.deepEqual(await findings(page), [], "file");
    }));
}

/** A card in the place of another: its header with nothing but a title. */
function cardOf(toml, title) {
  return `${/^\[cards\..*\]$/m.exec(toml)[0]}\nkind = "usage"\ntitle = ${title}\n`;
}

/** Takes what was expected out of what the browser complained of. */
function forget(complaints, expected) {
  const others = complaints.filter((text) => !expected.test(text));
  complaints.splice(0, complaints.length, ...others);
}
