// The same pages in a real browser with its own guard switched off, so that only what we wrote keeps a vector from running.
// Usage: browser.mjs SITE ADDRESS [COUNT] | browser.mjs --must-run SITE
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const PROGRAM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));

/** What the browser loads to show a PDF document: parts of itself. */
const OF_THE_BROWSER = /^chrome(-extension)?:/;

/** Whatever a vector would call tells that it ran. */
function plantCanary() {
  window.__ran = [];
  const tell = (name) => function canary() { window.__ran.push(name); };
  for (const name of ["alert", "confirm", "prompt", "print", "open", "fetch", "importScripts"]) window[name] = tell(name);
  navigator.sendBeacon = tell("sendBeacon");
  window.WebSocket = window.EventSource = window.XMLHttpRequest = window.Worker = tell("a connection or a worker");
  window.addEventListener("error", (event) => { if (event.error) window.__ran.push(`a script that failed: ${event.message}`); });
}

const browser = await chromium.launch({ executablePath: PROGRAM, args: ["--no-sandbox", "--disable-gpu"] });

/** Loads addresses one after another; gives what ran, what was asked for and where the page went, as offences. */
async function visit(addresses, isOwn, bypassCSP) {
  const context = await browser.newContext({ bypassCSP, acceptDownloads: false });
  await context.addInitScript(plantCanary);
  const page = await context.newPage();
  const found = [];
  const kinds = new Map();
  let asked = 0;
  let here = "";
  page.on("dialog", (dialog) => { found.push(`${here}: a dialog`); void dialog.dismiss(); });
  page.on("request", (request) => { asked += 1; if (!isOwn(request.url()) && !OF_THE_BROWSER.test(request.url())) found.push(`${here}: asked for ${request.url()}`); });
  context.on("page", (opened) => { if (opened !== page) found.push(`${here}: opened a page`); });
  page.on("console", (message) => { if (message.type() === "error") found.push(`${here}: ${message.text()}`); });
  for (const address of addresses) {
    here = address.split("/").pop();
    try {
      await page.goto(address, { waitUntil: "load", timeout: 30000 });
    } catch (error) {
      // A document the browser gives to another program is no page.
      if (!/ERR_ABORTED|Download is starting/.test(error.message)) throw error;
      kinds.set(here.split(".").pop(), "download");
      continue;
    }
    const { type, ran } = await page.evaluate(() => ({ type: document.contentType, ran: window.__ran ?? [] }));
    kinds.set(here.split(".").pop(), type);
    if (page.url() !== address) found.push(`${here}: went to ${page.url()}`);
    for (const one of new Set(ran)) found.push(`${here}: ran ${one}`);
  }
  await context.close();
  return { found, asked, kinds };
}

const spread = (list, count) => list.filter((_, at) => at % Math.max(1, Math.ceil(list.length / count)) === 0);
const address = (site, name) => pathToFileURL(join(site, name)).href;

if (process.argv[2] === "--must-run") {
  // A template that trusts a value: what then runs must be seen, or the browser above proves nothing.
  const site = process.argv[3];
  const pages = readdirSync(join(site, "dossier")).map((name) => address(site, `dossier/${name}`));
  const { found } = await visit(pages, (url) => url.startsWith("file:"), true);
  console.log(`${found.length} things that a trusted vector did were seen`);
  process.exitCode = found.length > 0 ? 0 : 1;
} else {
  const [site, served, count] = process.argv.slice(2);
  const lists = readdirSync(site).filter((name) => name.endsWith(".html"));
  const dossiers = spread(readdirSync(join(site, "dossier")), Number(count ?? 48)).map((name) => `dossier/${name}`);
  const pieces = grouped(readdirSync(join(site, "bijlagen")))
    .flatMap((names) => spread(names, 8)).map((name) => `bijlagen/${name}`);
  const fromDisk = (url) => url.startsWith(pathToFileURL(site).href + "/");
  const fromServer = (url) => url.startsWith(served);
  const offences = [];
  const tell = (what, { found, asked, kinds }) => {
    console.log(`${what}: ${asked} requests, ${found.length} of them or of what ran should not be there; kinds: ${[...kinds].map((one) => one.join(" ")).join(", ")}`);
    offences.push(...found);
  };
  tell("pages, the browser's own guard off", await visit([...lists, ...dossiers].map((name) => address(site, name)), fromDisk, true));
  tell("pages, the guard on", await visit([...lists, ...spread(dossiers, 20)].map((name) => address(site, name)), fromDisk, false));
  const pieceVisits = [await visit(pieces.map((name) => address(site, name)), fromDisk, true), await visit(pieces.map((name) => served + name), fromServer, true)];
  tell("stored pieces from disk", pieceVisits[0]);
  tell("stored pieces served", pieceVisits[1]);
  const harmless = { txt: "text/plain", png: "image/png", jpg: "image/jpeg", pdf: "application/pdf" };
  for (const { kinds } of pieceVisits) {
    for (const [ending, type] of kinds) if (type !== harmless[ending] && type !== "download") offences.push(`a piece .${ending} opened as ${type}`);
  }
  for (const offence of offences.slice(0, 12)) console.log(`  ${offence.slice(0, 300)}`);
  process.exitCode = offences.length === 0 ? 0 : 1;
}

function grouped(names) {
  const groups = {};
  for (const name of names) (groups[name.split(".").pop()] ??= []).push(name);
  return Object.values(groups);
}

await browser.close();
