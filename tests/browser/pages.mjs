// What a site consists of, and what a page says of itself.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Every HTML page below a folder, as paths with slashes. */
export function pagesOf(site) {
  const files = readdirSync(site, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => relative(site, join(entry.parentPath, entry.name)).split(sep).join("/"));
  return paths.filter((path) => path.endsWith(".html")).sort();
}

/** The pages that stand for the others: the largest of each kind, and of the dossiers also the smallest and the middle. */
export function representatives(site, pages) {
  const kinds = new Map();
  for (const page of pages) {
    const kind = page.replace(/\d+/g, "0");
    kinds.set(kind, [...(kinds.get(kind) ?? []), page]);
  }
  const chosen = [...kinds.values()].flatMap((group) => {
    const bySize = [...group].sort((a, b) => statSync(join(site, b)).size - statSync(join(site, a)).size);
    return [...new Set([bySize[0], bySize[Math.floor(bySize.length / 2)], bySize.at(-1)])];
  });
  return chosen.sort();
}

/** What stands in the dossiers that no title or address may tell: names, addresses, subjects. */
export function personalValues(dossiers) {
  const files = readdirSync(dossiers, { recursive: true, withFileTypes: true });
  const texts = files.filter((entry) => entry.name === "dossier.md").map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  const values = texts.flatMap((text) =>
    [...text.matchAll(/^[ -]*(?:naam|organisatie|postadres|email|telefoon|onderwerp|behandelaar|contactpersoon_intern|appellant|gemachtigde|namens): *(.+)$/gm)].map(
      (match) => match[1].replace(/ #.*$/, "").replace(/^["']|["']$/g, "").trim(),
    ),
  );
  return [...new Set(values.filter((value) => value.length > 5 && value.includes(" ") || value.includes("@")))];
}

/** What a loaded page says of itself; runs inside the page. */
export function selfPortrait() {
  const all = (selector) => [...document.querySelectorAll(selector)];
  // What only a script can do, only a script puts there.
  const withoutSieves = () => {
    all(".zeef").forEach((sieve) => (sieve.hidden = true));
    const text = document.body.innerText;
    all(".zeef").forEach((sieve) => (sieve.hidden = false));
    return text;
  };
  return {
    title: document.title,
    language: document.documentElement.lang,
    text: withoutSieves(),
    ids: all("[id]").map((element) => element.id),
    links: all("a[href]").map((element) => element.getAttribute("href")),
    loads: all("[src], link[href]").map((element) => element.getAttribute("src") ?? element.getAttribute("href")),
    headings: all("h1").length,
    policy: document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content ?? "",
    robots: document.querySelector('meta[name="robots"]')?.content ?? "",
    inlineStyles: all("[style]").length + all("body style").length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    background: getComputedStyle(document.body).backgroundColor,
  };
}
