// The site in a real browser. Usage: node site.mjs SITE SERVED-ADDRESS DOSSIERS SCREENSHOTS
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { barriers, browser } from "./browser.mjs";
import { fact, finish, group } from "./harness.mjs";
import { brokenLinks, unreachable } from "./links.mjs";
import { pagesOf, personalValues, representatives, selfPortrait } from "./pages.mjs";
import { valid } from "./validity.mjs";

const [site, served, dossiers, pictures] = process.argv.slice(2);
const fromDisk = `${pathToFileURL(site)}/`;
const widths = [320, 360, 768, 1440];
const schemes = ["light", "dark"];

/** Loads pages in one window, and hands each with what it asked for and complained of. */
async function visit(chrome, base, pages, options, look) {
  const context = await chrome.newContext({ locale: "nl-NL", ...options });
  const window = await context.newPage();
  const complaints = [];
  const requests = [];
  window.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  window.on("pageerror", (error) => complaints.push(String(error)));
  window.on("requestfailed", (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
  window.on("request", (request) => requests.push(request.url()));
  for (const page of pages) {
    complaints.length = 0;
    requests.length = 0;
    await window.goto(base + page, { waitUntil: "load" });
    await look(page, window, { complaints: [...complaints], requests: [...requests] });
  }
  await context.close();
}

/** Reads every page at one address, and judges what it says of itself. */
async function everyPage(chrome, base, pages, secrets) {
  const portraits = new Map();
  await visit(chrome, base, pages, { viewport: { width: 1440, height: 900 } }, async (page, window, { complaints, requests }) => {
    const portrait = await window.evaluate(selfPortrait);
    portraits.set(page, portrait);
    fact(`${page} loads without complaint`, complaints);
    fact(`${page} asks nobody but its own site`, requests.filter((url) => !url.startsWith(base)));
    fact(`${page} has language, title, one heading, policy and noindex`, shortcomings(portrait));
    const told = `${portrait.title}\n${decodeURIComponent(page)}\n${portrait.ids.join("\n")}`;
    fact(`${page} tells nothing personal in title and addresses`, secrets.filter((secret) => told.includes(secret)));
  });
  return portraits;
}

function shortcomings(portrait) {
  return [
    portrait.language === "nl" ? "" : `language is «${portrait.language}»`,
    portrait.title.length > 3 ? "" : "no title",
    portrait.headings === 1 ? "" : `${portrait.headings} main headings`,
    portrait.policy.includes("default-src 'none'") ? "" : `policy is «${portrait.policy}»`,
    portrait.robots.includes("noindex") ? "" : "may be indexed",
    portrait.inlineStyles === 0 ? "" : `${portrait.inlineStyles} inline styles`,
  ].filter(Boolean);
}

/** Looks at the representatives at every width, light and dark. */
async function everyScreen(chrome, pages) {
  const backgrounds = { light: new Set(), dark: new Set() };
  for (const colorScheme of schemes) {
    for (const width of widths) {
      await visit(chrome, fromDisk, pages, { colorScheme, viewport: { width, height: 900 } }, async (page, window, { complaints }) => {
        const { wide, background } = await window.evaluate(selfPortrait);
        backgrounds[colorScheme].add(background);
        fact(`${page} at ${width} px, ${colorScheme}: quiet`, complaints);
        fact(`${page} at ${width} px, ${colorScheme}: no scrolling sideways`, wide > 0 ? [`${wide} px too wide`] : []);
        await window.screenshot({ path: join(pictures, `${page.replaceAll("/", "_")}-${width}-${colorScheme}.png`), fullPage: true });
        if (width === 360 || width === 1440) fact(`${page} at ${width} px, ${colorScheme}: accessible`, await barriers(window));
      });
    }
  }
  const shared = [...backgrounds.light].filter((colour) => backgrounds.dark.has(colour));
  fact("light and dark differ", shared.map((colour) => `both have ${colour}`));
}

/** The site says the same to a reader whose browser runs no scripts. */
async function withoutScripts(chrome, pages, portraits) {
  await visit(chrome, fromDisk, pages, { javaScriptEnabled: false, viewport: { width: 1440, height: 900 } }, async (page, window) => {
    const text = await window.locator("body").innerText();
    // The search needs scripts; finding.mjs judges what it says without.
    if (page !== "zoeken.html") fact(`${page} says the same without scripts`, text === portraits.get(page).text ? [] : ["its text differs"]);
  });
}

async function printed(chrome, pages) {
  await visit(chrome, fromDisk, pages, {}, async (page, window) => {
    const pdf = await window.pdf({ format: "A4", path: join(pictures, `${page.replaceAll("/", "_")}.pdf`) });
    const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    fact(`${page} prints`, sheets > 0 && sheets < 40 ? [] : [`${sheets} sheets`]);
    // What an auditor is handed has nine columns; every sheet of it lies on its side.
    if (page.startsWith("controle-")) fact(`${page} prints on its side`, upright(await window.pdf({ preferCSSPageSize: true })));
  });
}

/** The sheets that stand upright. */
function upright(pdf) {
  const boxes = [...pdf.toString("latin1").matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  const standing = boxes.filter(([, width, height]) => Number(width) < Number(height));
  return boxes.length === 0 ? ["no sheets"] : standing.map(([box]) => box);
}

/** What is missing to judge by. */
function scarce(pages, secrets) {
  return [
    pages.length > 20 ? "" : `only ${pages.length} pages`,
    pages.includes("index.html") ? "" : "no front page",
    secrets.length > 20 ? "" : `only ${secrets.length} personal values`,
  ].filter(Boolean);
}

mkdirSync(pictures, { recursive: true });
const pages = pagesOf(site);
const few = representatives(site, pages);
const secrets = personalValues(dossiers);
const chrome = await browser();
console.log(`${pages.length} pages, ${few.length} of them looked at closely; ${secrets.length} personal values; browser ${chrome.version()}`);
fact("there are pages, dossiers and personal values to judge by", scarce(pages, secrets));

group("every page from disk");
const portraits = await everyPage(chrome, fromDisk, pages, secrets);
group("every page served");
await everyPage(chrome, served, pages, secrets);
group("links");
for (const page of pages) fact(`every link of ${page} leads somewhere`, brokenLinks(site, page, portraits.get(page), portraits));
fact("every page can be reached from the front page", unreachable(pages, portraits));
group("without scripts");
await withoutScripts(chrome, pages, portraits);
group("screens");
await everyScreen(chrome, few);
group("print");
await printed(chrome, few);
group("valid HTML");
await valid(site, pages);
await chrome.close();
finish();
