// The browser of this machine, and the judge of what a page bars to whom.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const guidelines = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/** The browser of this machine; nothing of it goes out by itself. */
export function browser() {
  const known = [process.env.KLACHT_BROWSER, "/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/chromium-browser"];
  const executablePath = known.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error("no Chromium was found; set KLACHT_BROWSER to one");
  const quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox", ...quiet] : quiet });
}

/** What axe-core finds on the page, everything folded open. */
export async function barriers(window) {
  await window.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  await window.evaluate(axe);
  const { violations } = await window.evaluate((tags) => globalThis.axe.run(document, { runOnly: { type: "tag", values: tags } }), guidelines);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary?.split("\n")[1]?.trim() ?? ""}`));
}
