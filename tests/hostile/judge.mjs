// Every page of a site, read by a parser that is not ours: nothing in it runs, loads or leads where it should not, and a
// vector has made no element of its own. Usage: judge.mjs SITE PLANTED.json | judge.mjs --itself
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { parse } from "acorn";
import { parse as parseHtml } from "parse5";

/** Elements that run, load, send or show something of another place. */
const ACTIVE = new Set(
  ("iframe frame frameset object embed applet base style portal audio video source track picture param noembed noframes template " +
    "foreignobject use animate animatemotion animatetransform set handler listener image math math annotation-xml isindex xml marquee bgsound " +
    "keygen fencedframe slot dialog canvas").split(" "),
);
/** Attributes whose value is an address. */
const ADDRESSES = new Set(
  "href src action formaction data poster srcset imagesrcset xlink:href ping background cite manifest longdesc lowsrc dynsrc codebase classid profile usemap archive icon code".split(" "),
);
/** Attributes that no page of ours has a use for. */
const ACTIVE_ATTRIBUTES = new Set("style srcdoc ping formaction action sandbox is nonce allow http-equiv-refresh background from to by values attributename begin".split(" "));
/** The schemes that may be followed. */
const SCHEMES = new Set(["https:", "mailto:", "file:"]);
/** What may be loaded: the elements, and only files of the site itself. */
const LOADING = new Set(["script", "link", "img"]);
/** Parts that differ with the text: prose, remarks, pieces. */
const FREE = new Set(["tekst", "opmerkingen", "stukken"]);

const attribute = (node, name) => node.attrs?.find((found) => qualified(found) === name)?.value;
const qualified = (found) => (found.prefix ? `${found.prefix}:${found.name}` : found.name).toLowerCase();

/** The offences of one page. */
function offences(html, address, files) {
  return offencesIn(parseHtml(html), address, files);
}

function offencesIn(document, address, files) {
  const found = [];
  const say = (what) => found.push(`${address}: ${what}`);
  const here = new URL(address, "file:///site/");
  let policies = 0;
  let forms = 0;
  walk(document, (node) => {
    const tag = node.tagName?.toLowerCase();
    if (!tag) return;
    if (ACTIVE.has(tag)) say(`<${tag}>`);
    // The search has the one form there is; it sends nothing anywhere.
    if (tag === "form" && (address !== "zoeken.html" || ++forms > 1 || attribute(node, "action") !== undefined)) say("<form>");
    if (tag === "script") {
      const own = attribute(node, "src");
      if (own === undefined || node.childNodes.length > 0) say("<script> with code of its own");
    }
    if (tag === "link" && attribute(node, "rel") !== "stylesheet") say(`<link rel=${attribute(node, "rel")}>`);
    if (tag === "meta") {
      const equiv = attribute(node, "http-equiv")?.toLowerCase();
      if (equiv === "content-security-policy") {
        policies += 1;
        if (!isStrict(attribute(node, "content"))) say("a policy that allows too much");
      } else if (equiv) say(`<meta http-equiv=${equiv}>`);
    }
    for (const found of node.attrs ?? []) {
      const name = qualified(found);
      if (/^on/.test(name)) say(`${name}=${found.value}`);
      if (ACTIVE_ATTRIBUTES.has(name)) say(`${name}=${found.value}`);
      if (ADDRESSES.has(name)) judgeAddress(tag, name, found.value, here, files, say);
    }
  });
  if (policies !== 1) say(`${policies} policies`);
  return found;
}

function judgeAddress(tag, name, value, here, files, say) {
  let target;
  try {
    target = new URL(value, here);
  } catch {
    // An https address that no browser understands leads nowhere when it is followed; it may not be loaded.
    if (tag !== "a" || !/^https:\/\//i.test(value)) say(`${name}=${value} is no address`);
    return;
  }
  if (!SCHEMES.has(target.protocol)) return say(`${name}=${value}`);
  const isOwn = target.protocol === "file:";
  const path = isOwn ? decodeURIComponent(target.pathname).replace(/^\/site\//, "") : "";
  if (isOwn && (target.host !== "" || !files.has(path))) say(`${name}=${value} is no file of the site`);
  if (LOADING.has(tag) && !isOwn) say(`<${tag} ${name}=${value}> loads from elsewhere`);
}

function isStrict(policy = "") {
  const parts = new Map(policy.split(";").map((part) => part.trim().split(/\s+/)).map(([name, ...values]) => [name, values.join(" ")]));
  const own = new Set(["'self'", "'none'"]);
  return parts.get("default-src") === "'none'" && [...parts.values()].every((value) => own.has(value));
}

function walk(node, visit) {
  visit(node);
  for (const child of node.childNodes ?? []) walk(child, visit);
  if (node.content) walk(node.content, visit);
}

/** The elements of a page with the names of their attributes, without the parts in which a person's text makes elements. */
function skeleton(document) {
  const lines = [];
  const go = (node) => {
    const classes = new Set((attribute(node, "class") ?? "").split(/\s+/));
    if (node.tagName) lines.push(`${node.tagName} ${(node.attrs ?? []).map(qualified).sort().join(" ")}`);
    if ([...classes].some((name) => FREE.has(name))) return;
    for (const child of node.childNodes ?? []) go(child);
  };
  go(document);
  return lines;
}

/** Whether a script only hands data to one function. */
function isData(text) {
  const program = parse(text, { ecmaVersion: "latest" });
  const isValue = (node) =>
    (node.type === "Literal" && node.regex === undefined) ||
    (node.type === "UnaryExpression" && node.operator === "-" && isValue(node.argument)) ||
    (node.type === "ArrayExpression" && node.elements.every((element) => element !== null && isValue(element))) ||
    (node.type === "ObjectExpression" && node.properties.every((one) => one.type === "Property" && !one.computed && one.kind === "init" && isValue(one.value)));
  const isName = (node) => node.type === "Identifier" || (node.type === "MemberExpression" && !node.computed && isName(node.object));
  const [statement, ...more] = program.body;
  const call = statement?.type === "ExpressionStatement" ? statement.expression : undefined;
  return more.length === 0 && call?.type === "CallExpression" && !call.optional && isName(call.callee) && call.arguments.every(isValue) ? nameOf(call.callee) : undefined;
}

const nameOf = (node) => (node.type === "Identifier" ? node.name : `${nameOf(node.object)}.${node.property.name}`);

const read = (site, address) => parseHtml(readFileSync(join(site, address), "utf8"));

/** Every file below the folder, as addresses from its top. */
function tree(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => relative(folder, path).replaceAll("\\", "/"));
}

/** The kind of a planted dossier, so that it is held against the plain one of its kind. */
const serial = (address) => Number(/^dossier\/K-2026-(\d+)\.html$/.exec(address)?.[1] ?? 0);

function judgePages({ site, pages, files, planted, plain }) {
  const found = [];
  let elements = 0;
  for (const address of pages) {
    const document = read(site, address);
    found.push(...offencesIn(document, address, files));
    const number = serial(address);
    if (number > 0) {
      const kind = number % planted.kinds || planted.kinds;
      const lines = skeleton(document);
      elements += lines.length;
      const differs = lines.findIndex((line, at) => line !== plain[kind][at]);
      if (differs >= 0 || lines.length !== plain[kind].length) {
        found.push(`${address}: an element of its own: ${lines[differs] ?? "fewer"} where ${plain[kind][differs] ?? "nothing"} was`);
      }
    }
  }
  return { found, elements };
}

async function main(site, plantedFile) {
  const addresses = tree(site);
  const files = new Set(addresses);
  const planted = JSON.parse(readFileSync(plantedFile, "utf8"));
  const pages = addresses.filter((address) => address.endsWith(".html"));
  const plain = [];
  for (let kind = 1; kind <= planted.kinds; kind += 1) {
    const address = `dossier/K-2026-${String(kind).padStart(4, "0")}.html`;
    plain[kind] = files.has(address) ? skeleton(read(site, address)) : [];
  }
  const hands = 2;
  const shares = Array.from({ length: hands }, (_, hand) => pages.filter((_, at) => at % hands === hand));
  const judged = await Promise.all(shares.map((share) => run({ site, pages: share, files, planted, plain })));
  const found = judged.flatMap((one) => one.found);
  found.push(...odd(site, addresses));
  const elements = judged.reduce((sum, one) => sum + one.elements, 0);
  const dossiers = pages.filter((page) => serial(page) > planted.plain).length;
  console.log(`${pages.length} pages, ${dossiers} of them with a vector in every field (${elements} elements held against a plain page), ${addresses.length} files`);
  console.log(`${found.length} active nodes, loads, schemes or elements that should not be there`);
  for (const offence of found.slice(0, 12)) console.log(`  ${offence.slice(0, 300)}`);
  if (dossiers !== planted.vectors) console.log(`FAILED: ${planted.vectors} dossiers were planted and ${dossiers} have a page`);
  process.exitCode = found.length === 0 && dossiers === planted.vectors ? 0 : 1;
}

/** Files that should not be there, pieces that are not what they are called, and scripts that do more than hand over data. */
function odd(site, addresses) {
  const found = [];
  const starts = { pdf: "%PDF-", png: "\x89PNG\r\n\x1a\n", jpg: "\xff\xd8\xff" };
  const own = /^[a-z]+\.(js|css)$/;
  for (const address of addresses) {
    const ending = address.split(".").pop();
    if (address.startsWith("bijlagen/")) {
      const bytes = readFileSync(join(site, address));
      if (!/^bijlagen\/K-\d{4}-\d{4}-\d+\.(pdf|png|jpg|txt)$/.test(address)) found.push(`${address}: a name or kind that should not be there`);
      if (starts[ending] && !bytes.toString("latin1").startsWith(starts[ending])) found.push(`${address}: is not what it is called`);
    } else if (ending === "js" && !own.test(address)) {
      const called = isData(readFileSync(join(site, address), "utf8"));
      if (!called) found.push(`${address}: does more than hand over data`);
    } else if (!own.test(address) && ending !== "html" && !/^\.(gitignore|klacht-site)$/.test(address)) {
      found.push(`${address}: a file that should not be there`);
    }
  }
  return found;
}

function run(data) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: data });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

/** Pages each with one thing wrong: the judge must see every one. */
function itself() {
  const policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'self'\">";
  const wrong = [
    "<script>1</script>", "<script src=https://a.example/x.js></script>", "<p onclick=x>", "<a href='java&#x0a;script:x'>", "<a href=' javascript:x'>",
    "<a href=data:text/html,x>", "<a href=vbscript:x>", "<a href=http://a.example>", "<a href=//a.example>", "<iframe>", "<object>", "<embed>", "<form>", "<base href=x>",
    "<meta http-equiv=refresh content=0>", "<p style=x>", "<style></style>", "<svg><foreignObject>", "<svg><use href=#a>", "<svg><a xlink:href=javascript:x>",
    "<svg><animate>", "<svg><set>", "<svg onload=x>", "<img src=https://a.example/a.png>", "<img src=weg.png>", "<link rel=preload href=stijl.css>", "<math>", "<video>",
    "<template><script>1</script></template>", "<a href='javascript://%'>", "<img src='https://\"'>", "<a href=weg.html>", policy.replace("'none'", "*"),
  ];
  const files = new Set(["index.html", "stijl.css"]);
  const page = (body) => `<!DOCTYPE html><html><head>${policy}</head><body><a href=index.html>x</a>${body}`;
  const unseen = wrong.filter((body) => offences(page(body), "index.html", files).length === 0);
  if (offences(page("<p>&lt;script>"), "index.html", files).length > 0) unseen.push("a page with nothing wrong");
  if (offences("<p>", "index.html", files).length === 0) unseen.push("a page without a policy");
  const code = ["f(alert(1))", "f([1]);g()", "f(`${x}`)", "f[x](1)", "new f(1)", "f(/x/)", "f({[x]:1})", "f(x)"].filter((text) => isData(text));
  if (!isData('f.g(["\\u003c", -1, {"a": null}]);')) code.push("data");
  for (const one of [...unseen, ...code]) console.log(`FAILED: not seen rightly: ${one}`);
  console.log(`the judge sees ${wrong.length - unseen.length} of ${wrong.length} things that are wrong, and 8 of 8 scripts that are more than data`);
  process.exitCode = unseen.length + code.length === 0 ? 0 : 1;
}

if (!isMainThread) parentPort.postMessage(judgePages(workerData));
else if (process.argv[2] === "--itself") itself();
else await main(process.argv[2], process.argv[3]);
