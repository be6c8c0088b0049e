// The same site in Firefox: every page from disk and served, the style sheet, and the search from disk.
// Usage: node firefox.mjs SITE SERVED-ADDRESS
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";
import { fact, finish, group } from "./harness.mjs";
import { pagesOf, representatives } from "./pages.mjs";

const [site, served] = process.argv.slice(2);
const fromDisk = `${pathToFileURL(site)}/`;

function firefox() {
  const known = [process.env.KLACHT_FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"];
  const executablePath = known.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error("no Firefox was found; set KLACHT_FIREFOX to one");
  return puppeteer.launch({ browser: "firefox", executablePath, headless: true });
}

const fox = await firefox();
console.log(`browser ${await fox.version()}`);
const window = await fox.newPage();
const complaints = [];
const requests = [];
window.on("console", (message) => ["error", "warn"].includes(message.type()) && complaints.push(message.text()));
window.on("pageerror", (error) => complaints.push(String(error)));
window.on("requestfailed", (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
window.on("request", (request) => requests.push(request.url()));

/** What is wrong with the looks of the page that is open. */
const looks = () =>
  window.evaluate(() => {
    const isStyled = document.styleSheets.length > 0 && getComputedStyle(document.documentElement).getPropertyValue("--grond").trim() !== "";
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return [isStyled ? "" : "the style sheet does not apply", wide > 0 ? `${wide} px too wide` : ""].filter(Boolean);
  });

// Firefox has a font of its own within itself, and tells of it as a request to data:.
for (const [where, base, pages] of [["from disk", fromDisk, pagesOf(site)], ["served", served, representatives(site, pagesOf(site))]]) {
  group(`Firefox, ${where}`);
  for (const page of pages) {
    complaints.length = 0;
    requests.length = 0;
    await window.goto(base + page, { waitUntil: "load" });
    fact(`${page} loads without complaint`, complaints);
    fact(`${page} has its looks`, await looks());
    fact(`${page} asks nobody but its own site`, requests.filter((url) => !url.startsWith(base) && !url.startsWith("data:")));
  }
}

group("Firefox, finding from disk");
complaints.length = 0;
await window.goto(`${fromDisk}zoeken.html`);
for (const query of ["K-2026-0009", "proefexamen twee weken", "SANNE DE WÏT"]) {
  await window.evaluate((query) => {
    const field = document.getElementById("vraag");
    field.value = query;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }, query);
  const isFound = () => document.getElementById("gevonden").textContent.includes("K-2026-0009") && !document.getElementById("telling").hasAttribute("aria-busy");
  fact(`«${query}» is found`, await window.waitForFunction(isFound, { timeout: 10_000 }).then(() => [], (error) => [String(error)]));
}
await window.keyboard.press("ArrowDown");
await window.keyboard.press("Enter");
const place = (end) => window.waitForFunction((end) => location.pathname.includes(end), { timeout: 10_000 }, end).then(() => [], (error) => [String(error)]);
fact("the keys lead to the dossier", await place("/dossier/K-2026-"));
await window.evaluate(() => history.back()).catch(() => {});
fact("going back leads to the search", await place("/zoeken.html"));
await window.waitForFunction(() => document.getElementById("vraag")?.value === "SANNE DE WÏT", { timeout: 10_000 }).catch(() => {});
fact("going back finds the same again", (await window.evaluate(() => document.getElementById("vraag")?.value)) === "SANNE DE WÏT" ? [] : ["the question is gone"]);
fact("nothing is complained of", complaints);
await fox.close();
finish();
