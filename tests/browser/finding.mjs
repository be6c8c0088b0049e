// Finding dossiers on the site. Usage: node finding.mjs SITE SERVED-ADDRESS DOSSIERS FOLDED-LETTERS
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import { barriers, browser } from "./browser.mjs";
import { fact, finish, group } from "./harness.mjs";

const [site, served, dossiers, letters] = process.argv.slice(2);
const fromDisk = `${pathToFileURL(site)}/`;
const read = (...path) => readFileSync(join(...path), "utf8");

/** The search as the page has it, with all of its files, outside a browser. */
function engine() {
  const context = vm.createContext({});
  vm.runInContext(read(site, "zoek.js"), context);
  const folder = readdirSync(site).find((name) => /^zoek-[0-9a-f]{16}$/u.test(name));
  for (const name of readdirSync(join(site, folder)).sort()) vm.runInContext(read(site, folder, name), context);
  return context.klachtZoek;
}

/** The script folds a letter as the program does. */
function folding(search) {
  const rows = read(letters).split("\n").filter(Boolean).map((row) => row.split("\t"));
  const wrong = rows.filter(([text, folded]) => search.fold(text).join(" ") !== folded);
  fact("the script folds every letter as the program does", wrong.map(([text, folded]) => `«${text}» is «${search.fold(text).join(" ")}», not «${folded}»`));
  fact("there are letters to judge by", rows.length > 400 ? [] : [`only ${rows.length}`]);
}

/** What an officer reads in a dossier: the text, and every value in words. */
function texts(dossier) {
  const [, head, body] = dossier.split(/^---\r?$/mu);
  const values = [...head.matchAll(/^[ -]*(naam|organisatie|postadres|email|telefoon|onderwerp|overeenkomst|wat|reden|oorzaak|maatregel): *(.+)$/gmu)];
  return [body, ...values.map(([, , value]) => value.replace(/ #.*$/u, "")).filter((value) => !/^(anoniem|geen|niet_opgegeven)$/u.test(value))];
}

/** Every word of every dossier leads to it. */
function everyWord(search) {
  const paths = readdirSync(dossiers, { recursive: true }).filter((path) => path.endsWith("dossier.md"));
  let judged = 0;
  const lost = [];
  for (const path of paths) {
    const dossier = read(dossiers, path);
    const number = /^nummer: (\S+)/mu.exec(dossier)?.[1];
    const words = new Set(texts(dossier).flatMap((text) => text.match(/[\p{L}\p{N}]+/gu) ?? []));
    for (const word of words) {
      judged += 1;
      if (!search.search(word).some(({ card }) => card.number === number)) lost.push(`${number}: ${word}`);
    }
  }
  fact(`every word of every dossier leads to it`, lost);
  fact("there are words to judge by", judged > 2000 ? [] : [`only ${judged}`]);
}

/** A window in which nothing goes unseen. */
async function opened(chrome, options = {}) {
  const context = await chrome.newContext({ locale: "nl-NL", viewport: { width: 1440, height: 900 }, ...options });
  const window = await context.newPage();
  const complaints = [];
  window.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  window.on("pageerror", (error) => complaints.push(String(error)));
  window.on("requestfailed", (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
  window.on("request", (request) => request.url().startsWith(fromDisk) || request.url().startsWith(served) || complaints.push(`asked ${request.url()}`));
  return { window, complaints, close: () => context.close() };
}

/** Waits until the page tells of a count that answers the last question. */
async function found(window) {
  await window.waitForFunction(() => document.getElementById("telling").textContent !== "" && !document.getElementById("telling").hasAttribute("aria-busy"));
  return window.locator("#gevonden a").allInnerTexts();
}

async function ask(window, query) {
  await window.fill("#vraag", query);
  return found(window);
}

const focused = (window) => window.evaluate(() => document.activeElement.id || document.activeElement.textContent);
const is = (found, expected) => (JSON.stringify(found) === JSON.stringify(expected) ? [] : [`${JSON.stringify(found)}, not ${JSON.stringify(expected)}`]);

/** One dossier, asked for in every way a person has. */
async function everyKind(window, base) {
  await window.goto(`${base}zoeken.html`);
  fact("the field waits for words", is(await focused(window), "vraag"));
  const ways = { "K-2026-0009": "its number", "2026-9": "its short number", "proefexamen twee weken": "its subject line" };
  for (const [query, way] of Object.entries(ways)) {
    fact(`a dossier is found by ${way}`, (await ask(window, query)).includes("K-2026-0009") ? [] : [`«${query}» does not find it`]);
  }
  for (const query of ["sanne wit", "SANNE DE WÏT", "s.dewit@roc-delinde.example"]) {
    fact(`a person is found as «${query}»`, (await ask(window, query)).includes("K-2026-0009") ? [] : ["not found"]);
  }
  fact("where it was found is told", (await window.locator(".vondst").first().innerText()).includes("gevonden in: persoon") ? [] : [await window.locator(".vondst").first().innerText()]);
  fact("what stands nowhere is not found", is([await ask(window, "qqqxyz"), await window.textContent("#telling")], [[], "Niets gevonden."]));
  const nothing = "Niets om naar te zoeken: typ een letter of een cijfer.";
  fact("signs alone find nothing", is([await ask(window, "?!"), await window.textContent("#telling")], [[], nothing]));
}

/** The link to the content skips the menu, and nothing else. */
async function skipping(window, base) {
  await window.goto(`${base}zoeken.html`);
  const numbers = await ask(window, "sanne");
  await window.locator(".overslaan").focus();
  await window.keyboard.press("Enter");
  await window.waitForURL(`${base}zoeken.html#inhoud`);
  await window.waitForTimeout(300);
  const stands = async () => [await found(window), await window.inputValue("#vraag")];
  fact("skipping the menu leaves question and results", is(await stands(), [numbers, "sanne"]));
  await window.reload();
  fact("and so does loading the page again there", is(await stands(), [numbers, "sanne"]));
  await window.goBack();
  fact("and going back from there", is(await stands(), [numbers, "sanne"]));
}

/** The keys lead from any page through what was found, and back again. */
async function keyboard(window, base) {
  await window.goto(`${base}dossier/K-2026-0009.html`);
  await window.keyboard.press("/");
  await window.waitForURL(`${base}zoeken.html`);
  await window.waitForFunction(() => document.activeElement.id === "vraag");
  await window.keyboard.type("sanne");
  const numbers = await found(window);
  fact("typing finds", numbers.length > 1 ? [] : [`${numbers}`]);
  await window.keyboard.press("ArrowDown");
  fact("the arrow leads to the first", is(await focused(window), numbers[0]));
  await window.keyboard.press("ArrowDown");
  await window.keyboard.press("ArrowUp");
  await window.keyboard.press("ArrowUp");
  fact("and back to the field", is(await focused(window), "vraag"));
  await window.keyboard.press("Enter");
  await window.waitForFunction(() => document.activeElement.closest("#gevonden"));
  await window.keyboard.press("Enter");
  await window.waitForURL(`${base}dossier/${numbers[0]}.html`);
  await window.goBack();
  fact("going back finds the same again", is([await found(window), await window.inputValue("#vraag")], [numbers, "sanne"]));
  await window.goForward();
  fact("going forward leads to the dossier", is(window.url(), `${base}dossier/${numbers[0]}.html`));
  await window.goBack();
  await found(window);
  fact("no address tells what was asked", window.url() === `${base}zoeken.html` ? [] : [window.url()]);
  await window.keyboard.press("/");
  fact("the key leads to the field", is(await focused(window), "vraag"));
  await window.keyboard.press("Escape");
  await window.waitForFunction(() => document.getElementById("telling").textContent === "");
  fact("Escape begins again", is([await window.inputValue("#vraag"), await window.locator("#gevonden a").count()], ["", 0]));
  const stored = await window.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
  fact("nothing is stored", is(stored, [0, 0, ""]));
}

/** What stands in the youngest dossiers is shown while the oldest still come, and keeps the focus. */
async function inHelpings(window, base) {
  await window.goto(`${base}zoeken.html`);
  const oldest = await window.evaluate(() => document.getElementById("zoek").dataset.blokken.split(" ").at(-1));
  let release;
  const held = new Promise((resolve) => (release = resolve));
  const slow = (address) => address.pathname.endsWith(`/woorden-${oldest}.js`);
  await window.route(slow, async (route) => {
    await held;
    await route.continue();
  });
  await window.fill("#vraag", "klacht");
  await window.waitForFunction(() => document.getElementById("telling").textContent.endsWith("Oudere dossiers worden nog doorzocht."));
  const first = await window.locator("#gevonden a").allInnerTexts();
  await window.keyboard.press("Enter");
  await window.keyboard.type("en");
  await window.waitForTimeout(400);
  fact("Enter waits for all of it, and typing on goes before it", is(await focused(window), "vraag"));
  await window.keyboard.press("Backspace");
  await window.keyboard.press("Backspace");
  await window.waitForTimeout(400);
  await window.keyboard.press("ArrowDown");
  release();
  const all = await found(window);
  fact("the youngest are shown while the oldest still come", first.length > 0 && first.every((number) => all.includes(number)) ? [] : [`${first}`, `${all}`]);
  fact("and those come too", all.some((number) => !first.includes(number)) ? [] : [`${all}`]);
  fact("the focus stays on the dossier it was on", is(await focused(window), first[0]));
  fact("and then nothing is still looked through", is((await window.textContent("#telling")).includes("nog"), false));
  await window.unroute(slow);
}

/** What sifts leaves what it says, and nothing else. */
async function sieves(window, base) {
  await window.goto(`${base}zoeken.html`);
  for (const name of ["status", "betreft", "jaar", "soort", "termijn", "behandelaar"]) {
    const select = window.locator(`select[name=${name}]`);
    const values = await select.locator("option").evaluateAll((options) => options.map((option) => option.value).filter(Boolean));
    fact(`there is something to sift by ${name}`, values.length > 0 ? [] : ["nothing"]);
    const counts = [];
    for (const value of values) {
      await select.selectOption(value);
      counts.push((await found(window)).length);
    }
    fact(`sifting by ${name} leaves some`, counts.some((count) => count > 0) ? [] : [`${counts}`]);
    if (name === "status") await window.waitForFunction(([at, last]) => [...document.querySelectorAll("#gevonden .status")].every((one) => one.textContent === last) && at, [1, values.at(-1)]);
    await window.getByRole("button", { name: "Opnieuw" }).click();
    await window.waitForFunction(() => document.getElementById("telling").textContent === "");
  }
  await window.selectOption("select[name=termijn]", "te-laat");
  const late = await found(window);
  await window.goto(`${base}index.html`);
  const front = await window.locator(".groep.te-laat h3 a").allInnerTexts();
  fact("what is late is what the front page says is late", is([...late].sort(), [...front].sort()));
}

/** Register and calendar sift what stands on them, and going back finds it sifted again. */
async function onThePage(window, base) {
  await window.goto(`${base}register.html`);
  const rows = () => window.locator("table.lijst [data-kop=Status]").evaluateAll((cells) => cells.filter((cell) => cell.checkVisibility()).map((cell) => cell.textContent));
  const all = await rows();
  await window.selectOption(".zeef select[name=Status]", "in behandeling");
  const left = await rows();
  fact("the register is sifted by status", left.length > 0 && left.length < all.length && left.every((status) => status === "in behandeling") ? [] : [`${left}`]);
  fact("how many are left is told", (await window.locator(".zeef [role=status]").innerText()).startsWith(`${left.length} van ${all.length} `) ? [] : ["not told"]);
  await window.locator("table.lijst .nummer a:visible").first().click();
  await window.waitForLoadState();
  await window.goBack();
  fact("going back finds it sifted again", is(await rows(), left));
  await window.getByRole("button", { name: "Opnieuw" }).click();
  await window.fill(".zeef input", "late ùitslagen");
  fact("the register is sifted by words", is(await window.locator("table.lijst .nummer a:visible").allInnerTexts(), ["K-2026-0031"]));
  await window.fill(".zeef input", "qqq & xyz");
  await window.locator(".zeef [role=status] a").click();
  await found(window);
  fact("what is not on the page leads to the search", is([await window.inputValue("#vraag"), await window.textContent("#telling")], ["qqq & xyz", "Niets gevonden."]));
  fact("and the address there does not tell it", is(window.url(), `${base}zoeken.html`));
  await window.goBack();
  fact("going back from there finds the words again", is(await window.inputValue(".zeef input"), "qqq & xyz"));
  await window.goto(`${base}kalender.html`);
  const kinds = () => window.locator("[data-soort]").evaluateAll((terms) => terms.filter((term) => term.checkVisibility()).map((term) => term.dataset.soort));
  const every = await kinds();
  await window.selectOption(".zeef select", every[0]);
  const some = await kinds();
  fact("the calendar is sifted by kind", some.length < every.length && some.every((kind) => kind === every[0]) ? [] : [`${some}`]);
  const empty = await window.locator(".dagenlijst > li").evaluateAll((days) => days.filter((day) => day.checkVisibility() && !day.querySelector("[data-soort]:not([hidden])")).length);
  fact("a day without any is left out", is(empty, 0));
}

/** Text of a dossier stays text, also where a script puts it in a page. */
async function hostile(window, base) {
  await window.goto(`${base}zoeken.html`);
  await ask(window, "sanne");
  await window.evaluate(() => klachtZoek.kaarten([["K-2099-0001", "<img src=x onerror=alert(1)>", "<b>", [], ["<script>alert(1)</script>"], "", 0]]));
  await ask(window, "K-2099-0001");
  const elements = await window.locator("#gevonden :is(img, script, b)").count();
  fact("hostile text stays text", is([elements, (await window.textContent("#gevonden")).includes("<img src=x")], [0, true]));
}

async function withoutScripts(chrome) {
  const { window, close } = await opened(chrome, { javaScriptEnabled: false });
  await window.goto(`${fromDisk}zoeken.html`);
  fact("without scripts no control is there", (await window.locator("input, select, button").evaluateAll((controls) => controls.filter((control) => control.checkVisibility()).map((control) => control.id))));
  fact("without scripts it tells the way to the register", (await window.locator("main a[href='register.html']").isVisible()) ? [] : ["no link"]);
  await close();
}

async function accessible(window) {
  for (const width of [360, 1440]) {
    for (const colorScheme of ["light", "dark"]) {
      await window.setViewportSize({ width, height: 900 });
      await window.emulateMedia({ colorScheme });
      await window.goto(`${fromDisk}zoeken.html`);
      await ask(window, "examen");
      fact(`results at ${width} px, ${colorScheme}: accessible`, await barriers(window));
      fact(`results at ${width} px: no scrolling sideways`, is(await window.evaluate(() => document.documentElement.scrollWidth > innerWidth), false));
    }
  }
}

const chrome = await browser();
group("the search outside a browser");
const search = engine();
folding(search);
everyWord(search);
for (const [where, base] of [["from disk", fromDisk], ["served", served]]) {
  group(`finding, ${where}`);
  const { window, complaints, close } = await opened(chrome);
  await everyKind(window, base);
  await skipping(window, base);
  await keyboard(window, base);
  if (base === served) await inHelpings(window, base); // a file on disk cannot be held back
  await sieves(window, base);
  await onThePage(window, base);
  await hostile(window, base);
  fact("nothing is complained of, and nobody else asked", complaints);
  await close();
}
group("finding, for everyone");
await withoutScripts(chrome);
const { window, close } = await opened(chrome);
await accessible(window); // axe-core itself asks for the style sheet, and is refused
await close();
await chrome.close();
finish();
