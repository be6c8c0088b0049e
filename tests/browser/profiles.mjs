// The sites for others in a real browser. Usage: node profiles.mjs SCREENSHOTS SITE WORDS [SITE WORDS …]
import { mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { barriers, browser } from "./browser.mjs";
import { fact, finish, group } from "./harness.mjs";
import { brokenLinks, unreachable } from "./links.mjs";
import { pagesOf, selfPortrait } from "./pages.mjs";
import { valid } from "./validity.mjs";

const [pictures, ...sites] = process.argv.slice(2);
mkdirSync(pictures, { recursive: true });
const chrome = await browser();

/** Looks at every page of one site, narrow and light, wide and dark. */
async function look(site, words) {
  const pages = pagesOf(site);
  const base = `${pathToFileURL(site)}/`;
  const portraits = new Map();
  for (const [width, colorScheme] of [[360, "light"], [1440, "dark"]]) {
    const context = await chrome.newContext({ locale: "nl-NL", colorScheme, viewport: { width, height: 900 } });
    const window = await context.newPage();
    const complaints = [];
    window.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
    window.on("request", (request) => request.url().startsWith(base) || complaints.push(`asked for ${request.url()}`));
    for (const page of pages) {
      complaints.length = 0;
      await window.goto(base + page, { waitUntil: "load" });
      const portrait = await window.evaluate(selfPortrait);
      portraits.set(page, portrait);
      const name = `${page} at ${width} px, ${colorScheme}`;
      fact(`${name}: quiet`, [...complaints]);
      fact(`${name}: no scrolling sideways`, portrait.wide > 0 ? [`${portrait.wide} px too wide`] : []);
      fact(`${name}: says for whom it is`, portrait.text.split(words).length > 2 ? [] : [`«${words}» is not there twice`]);
      await window.screenshot({ path: join(pictures, `${basename(site)}_${page.replaceAll("/", "_")}-${width}-${colorScheme}.png`), fullPage: true });
      fact(`${name}: accessible`, await barriers(window));
    }
    await context.close();
  }
  for (const page of pages) fact(`${page} leads to what is there`, brokenLinks(site, page, portraits.get(page), portraits));
  fact("every page can be reached", unreachable(pages, portraits));
  fact("there are pages", pages.length > 4 ? [] : [`only ${pages.length}`]);
  await valid(site, pages);
}

for (let at = 0; at < sites.length; at += 2) {
  group(`the site ${sites[at + 1]}`);
  await look(sites[at], sites[at + 1]);
}
await chrome.close();
finish();
