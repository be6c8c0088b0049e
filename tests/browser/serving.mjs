// The site while it is shown: a page that is open renews itself. Usage: node serving.mjs SERVED-ADDRESS FOLDER
// FOLDER is the private repository that is shown; this edits its files as an officer does in an editor.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { browser } from "./browser.mjs";
import { fact, finish, group } from "./harness.mjs";

const [served, folder] = process.argv.slice(2);
const dossiers = readdirSync(join(folder, "dossiers"), { recursive: true }).filter((path) => path.endsWith("dossier.md")).sort();
const file = join(folder, "dossiers", dossiers.at(-1));
const number = dossiers.at(-1).match(/K-\d+-\d+/u)[0];
const template = join(folder, "site-templates", "over.html");
const patience = { timeout: 30_000 };

/** What the page says, once it says this; otherwise what it says at last. */
async function says(window, text) {
  try {
    await window.waitForFunction((text) => document.body.innerText.includes(text), text, patience);
    return [];
  } catch {
    return [`«${text}» does not come; it says ${(await window.locator("main").innerText()).slice(0, 120)}`];
  }
}

const is = (found, expected) => (JSON.stringify(found) === JSON.stringify(expected) ? [] : [`${JSON.stringify(found)}, not ${JSON.stringify(expected)}`]);
const change = (from, to) => writeFileSync(file, readFileSync(file, "utf8").replace(from, to));

/** However often someone comes back to the page, it asks once a second. */
async function calm(window) {
  await window.goto(`${served}over.html`);
  await window.evaluate(() => [1, 2, 3, 4, 5, 6].forEach(() => document.dispatchEvent(new Event("visibilitychange"))));
  let asked = 0;
  const count = (request) => (asked += request.url().endsWith("nieuws.js") ? 1 : 0);
  window.on("request", count);
  await window.waitForTimeout(3000);
  window.off("request", count);
  fact("an open page asks once a second", asked >= 1 && asked <= 4 ? [] : [`${asked} times in three seconds`]);
}

/** An edit of a dossier comes into the open page, which stays where it was. */
async function edit(window) {
  await window.goto(`${served}dossier/${number}.html`);
  await window.evaluate(() => scrollTo(0, 300));
  const was = await window.evaluate(() => Math.round(scrollY));
  change(/^onderwerp: .*$/mu, "onderwerp: Bijgewerkt terwijl de pagina openstond");
  fact("an edit comes into the open page", await says(window, "Bijgewerkt terwijl de pagina openstond"));
  await window.waitForLoadState();
  const now = await window.evaluate(() => Math.round(scrollY));
  fact("the page stays where it was", Math.abs(now - was) < 60 ? [] : [`${was} became ${now}`]);
}

/** Who reads with the keyboard is where they were, with open what they opened. */
async function place(window) {
  await window.goto(`${served}dossier/${number}.html`);
  const status = window.locator("main > [role=status]");
  fact("there is an empty place for what will be told", (await status.count()) === 1 && (await status.textContent()) === "" ? [] : ["there is none"]);
  const folds = () => window.locator("details").evaluateAll((parts) => parts.map((part) => part.open));
  await window.locator("summary").last().click();
  const opened = await folds();
  fact("a part was opened", opened.includes(true) ? [] : [`${opened}`]);
  await window.locator("summary").last().focus();
  const at = () => window.evaluate(() => document.activeElement.textContent);
  const was = await at();
  const renewed = window.waitForEvent("load", patience);
  change("onderwerp: Bijgewerkt terwijl", "onderwerp: Bijgewerkt, terwijl");
  await renewed;
  fact("what was opened is open", is(await folds(), opened));
  fact("the focus is where it was", is(await at(), was));
  fact("nothing of it is kept", is(await window.evaluate(() => sessionStorage.length), 0));
  change("onderwerp: Bijgewerkt, terwijl", "onderwerp: Bijgewerkt terwijl");
}

/** What someone types is not lost, and the page is renewed once they are done. */
async function typing(window) {
  await window.goto(`${served}zoeken.html`);
  await window.fill("#vraag", "terwijl ik");
  change("onderwerp: Bijgewerkt terwijl", "onderwerp: Opnieuw terwijl");
  for (let heard = 0; heard < 6; heard += 1) await window.waitForResponse((response) => response.url().endsWith("nieuws.js"), patience);
  fact("what is being typed stays", (await window.inputValue("#vraag")) === "terwijl ik" ? [] : [await window.inputValue("#vraag")]);
  const renewed = window.waitForEvent("load", patience);
  await window.evaluate(() => document.activeElement.blur());
  fact("the page is renewed when the field is left", await renewed.then(() => [], (error) => [String(error)]));
  fact("and what was asked stands there again", (await window.inputValue("#vraag")) === "terwijl ik" ? [] : [await window.inputValue("#vraag")]);
  await window.fill("#vraag", "opnieuw terwijl");
  await window.waitForFunction((number) => document.getElementById("gevonden").textContent.includes(number), number, patience).catch(() => {});
  fact("what is new is found", (await window.locator("#gevonden").innerText()).includes(number) ? [] : [await window.locator("#telling").innerText()]);
}

/** A build that fails is told on the page that is open, and again when it is mended. */
async function mistake(window) {
  await window.goto(`${served}over.html`);
  mkdirSync(dirname(template), { recursive: true }); // not there when the showing began
  writeFileSync(template, "{% extends \"basis.html\" %}\n{% block content %}<h1>Eigen</h1>{{ page.bestaat_niet }}{% endblock %}\n");
  fact("a mistake in a template is told with its line", await says(window, "Niet bijgewerkt: «site-templates/over.html», regel 2"));
  fact("the page itself stays", await says(window, "Over deze site"));
  writeFileSync(template, "{% extends \"basis.html\" %}\n{% block content %}<h1>Eigen bladzijde</h1>{% endblock %}\n");
  fact("mended, the page is renewed", await says(window, "Eigen bladzijde"));
  fact("and nothing is wrong any more", (await window.locator(".niet-bijgewerkt:visible").count()) === 0 ? [] : ["it still says so"]);
  rmSync(template);
  fact("without it our own page is back", await says(window, "Vastgelegd tot en met"));
}

/** Another program records: the page tells of the new commit. */
async function moved(window) {
  await window.goto(`${served}over.html`);
  const git = (...words) => execFileSync("git", ["-C", folder, "-c", "user.name=P. Jansen", "-c", "user.email=p.jansen@organisatie.example", ...words], { encoding: "utf8" }).trim();
  git("commit", "--quiet", "--no-verify", "--allow-empty", "-m", "elders");
  fact("a commit of another program comes into the open page", await says(window, git("rev-parse", "--short=7", "HEAD")));
}

const chrome = await browser();
const context = await chrome.newContext({ locale: "nl-NL", viewport: { width: 1000, height: 600 } });
const window = await context.newPage();
const complaints = [];
window.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
window.on("pageerror", (error) => complaints.push(String(error)));
window.on("request", (request) => request.url().startsWith(served) || complaints.push(`asked ${request.url()}`));
group("while it is shown");
await calm(window);
await edit(window);
await place(window);
await typing(window);
await mistake(window);
await moved(window);
fact("nothing is complained of, and nobody else asked", complaints);
await chrome.close();
finish();
