// The page that searches: reads what is asked, shows what is found. Nothing that is asked leaves this page: it stands in no
// address, and is remembered only beside this page in the history of this window, so that going back finds it again.
(() => {
  "use strict";
  const AT_ONCE = 50;
  const PAUSE = 120;
  const byId = (id) => document.getElementById(id);
  const form = byId("zoek");
  const field = byId("vraag");
  const count = byId("telling");
  const list = byId("gevonden");
  const more = byId("meer");
  const folder = new URL(`${form.dataset.map}/`, document.currentScript.src);
  const loading = new Map();
  let shown = AT_ONCE;
  let timer = 0;
  let turn = 0;

  byId("zonder-script").hidden = true;
  form.hidden = false;

  /** The blocks to look through in helpings, the youngest first as they stand, each twice the one before: the first answer comes soon. */
  function helpings(year) {
    const names = form.dataset.blokken.split(" ").filter((name) => name !== "" && (!year || name.startsWith(`${year}-`)));
    const taken = [];
    for (let from = 0, size = 1; from < names.length; from += size, size *= 2) taken.push(names.slice(from, from + size));
    return taken.length > 0 ? taken : [[]];
  }

  /** Loads a file, once; a page opened from disk may load scripts and nothing else. */
  function load(name) {
    if (!loading.has(name)) loading.set(name, loadFile(name));
    return loading.get(name);
  }

  function loadFile(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(name, folder).href;
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => reject(new Error(name)));
      document.head.append(script);
    });
  }

  const sieves = () => [...form.querySelectorAll("select")];
  const asked = () => Object.fromEntries([field, ...sieves()].filter((control) => control.value !== "").map((control) => [control.name, control.value]));

  function passes(card, { status, betreft, jaar, soort, termijn, behandelaar }) {
    return (
      (!status || card.status === status) &&
      (!betreft || card.subjects.includes(betreft)) &&
      (!jaar || card.year === jaar) &&
      (!soort || card.isArchived === (soort === "archief")) &&
      (!termijn || card.isLate === (termijn === "te-laat")) &&
      (!behandelaar || card.handler === behandelaar)
    );
  }

  /** Looks for what is asked now, and shows it; of two that overlap only the last is shown. Whether all of it was shown. */
  async function find() {
    const mine = ++turn;
    const values = asked();
    history.replaceState(values, "");
    const query = (values.q ?? "").trim();
    const isIdle = query === "" && Object.keys(values).length === 0;
    if (isIdle) return showNothing("");
    if (query !== "" && klachtZoek.fold(query).length === 0) return showNothing("Niets om naar te zoeken: typ een letter of een cijfer.");
    const kinds = query === "" ? ["kaarten"] : ["kaarten", "woorden"];
    const parts = helpings(values.jaar);
    for (const [at, names] of parts.entries()) {
      try {
        await Promise.all(names.flatMap((name) => kinds.map((kind) => load(`${kind}-${name}.js`))));
      } catch {
        if (mine === turn) showNothing("Een deel van de zoekbestanden ontbreekt. Bouw de site opnieuw met klacht bouw.");
        return false;
      }
      if (mine !== turn) return false;
      showFound(query, values, at + 1 < parts.length);
    }
    return true;
  }

  /** Shows that nothing was looked for, and why. */
  function showNothing(text) {
    show([], text);
    return false;
  }

  /** Shows what stands in what is loaded, and whether there is more to look through. */
  function showFound(query, values, isPart) {
    const hits = klachtZoek.search(query).filter(({ card }) => passes(card, values));
    const focused = document.activeElement?.href;
    const found = isPart && hits.length === 0 ? "Nog niets gevonden." : told(hits.length);
    show(hits, isPart ? `${found} Oudere dossiers worden nog doorzocht.` : found);
    if (isPart) count.setAttribute("aria-busy", "true");
    if (focused !== undefined) links().find((link) => link.href === focused)?.focus();
  }

  function told(number) {
    if (number === 0) return "Niets gevonden.";
    return number === 1 ? "1 dossier gevonden." : `${number} dossiers gevonden.`;
  }

  function show(hits, text) {
    count.textContent = text;
    count.removeAttribute("aria-busy");
    list.replaceChildren(...hits.slice(0, shown).map(result));
    list.hidden = hits.length === 0;
    const left = hits.length - shown;
    more.hidden = left <= 0;
    more.textContent = `Toon er nog ${Math.min(left, AT_ONCE)}`;
    more.onclick = () => {
      const first = shown;
      shown += AT_ONCE;
      show(hits, text);
      links()[first]?.focus();
    };
  }

  function result({ card, places }) {
    const item = element("li", "vondst");
    const head = element("p", "vondst-kop");
    const link = element("a", "", card.number);
    link.href = `dossier/${card.number}.html`;
    head.append(link, " ", element("span", "onderwerp", card.subjectLine || "zonder onderwerp"));
    const standing = element("p", "zaak-stand");
    standing.append(element("span", "status", card.status));
    if (card.isLate) standing.append(element("span", "dagen te-laat", "te laat"));
    const rest = [card.complainant.join(", "), places.length > 0 ? `gevonden in: ${places.join(", ")}` : ""].filter(Boolean);
    for (const text of rest) standing.append(element("span", "zacht", text));
    item.append(head, standing);
    return item;
  }

  function element(name, className, text = "") {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  }

  const links = () => [...list.querySelectorAll("a")];

  function ask() {
    shown = AT_ONCE;
    count.setAttribute("aria-busy", "true");
    clearTimeout(timer);
    timer = setTimeout(find, PAUSE);
  }

  /** The arrow keys walk from the field through what was found and back. */
  function walk(event) {
    const stops = [field, ...links()];
    const at = stops.indexOf(event.target);
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    if (at < 0 || next < 0 || next >= stops.length) return;
    event.preventDefault();
    stops[next].focus();
  }

  function clear() {
    form.reset();
    field.focus();
    ask();
  }

  form.addEventListener("input", ask);
  form.addEventListener("reset", () => setTimeout(ask));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    const isShown = await find();
    if (isShown && form.contains(document.activeElement)) links()[0]?.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") walk(event);
    else if (event.key === "Escape" && !(event.target instanceof HTMLSelectElement)) clear();
  });

  /** The words the register gave along in the name of this window, where no history keeps them; once. */
  function given() {
    const mark = "klacht-zoek ";
    if (!window.name.startsWith(mark)) return undefined;
    const q = window.name.slice(mark.length);
    window.name = "";
    return { q };
  }

  /** What was asked when this page was left, or what its address asks; an address of a place on this page asks nothing. */
  function restore() {
    const controls = [field, ...sieves()];
    const addressed = new URLSearchParams(location.hash.slice(1));
    const isPlace = location.hash !== "" && !controls.some((control) => addressed.has(control.name));
    if (history.state === null && isPlace) return history.replaceState(asked(), "");
    const values = given() ?? history.state ?? Object.fromEntries(addressed);
    for (const control of controls) control.value = values[control.name] ?? "";
    for (const select of sieves()) if (select.selectedIndex < 0) select.value = "";
    if (Object.keys(values).length === 0) field.focus({ preventScroll: true });
    else find();
  }

  addEventListener("hashchange", restore);
  restore();
})();
