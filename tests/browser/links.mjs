// Where a link leads, and whether there is something there.
import { existsSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** The pages a page links to, without their places. */
export function neighbours(page, portrait) {
  return portrait.links.filter((href) => !/^(#|[a-z]+:)/i.test(href)).map((href) => target(page, href).file);
}

/** Links of a page that lead nowhere, or to somewhere they may not. */
export function brokenLinks(site, page, portrait, portraits) {
  return [...portrait.links, ...portrait.loads].flatMap((href) => {
    if (/^(https|mailto):/i.test(href)) return [];
    if (/^[a-z]+:/i.test(href)) return [`${href}: only https and mailto may leave the site`];
    const { file, place } = target(page, href);
    if (!existsSync(join(site, file)) || !statSync(join(site, file)).isFile()) return [`${href}: no such file`];
    const known = portraits.get(file);
    return place && known && !known.ids.includes(place) ? [`${href}: no such place on that page`] : [];
  });
}

/** Pages that cannot be reached from the front page by following links. */
export function unreachable(pages, portraits) {
  const seen = new Set(["index.html"]);
  const queue = ["index.html"];
  while (queue.length > 0) {
    const page = queue.pop();
    for (const next of neighbours(page, portraits.get(page) ?? { links: [] })) {
      if (!seen.has(next) && portraits.has(next)) {
        seen.add(next);
        queue.push(next);
      }
    }
  }
  return pages.filter((page) => !seen.has(page));
}

function target(page, href) {
  const [path, place = ""] = href.split("#");
  const file = path === "" ? page : normalize(join(dirname(page), decodeURIComponent(path)));
  return { file: file.replaceAll("\\", "/"), place: decodeURIComponent(place) };
}
