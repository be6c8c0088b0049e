// Sifts what stands on a page: the rows of the register, the terms of the calendar. Without it they simply stand there.
(() => {
  "use strict";
  const ALL = "alle";

  /** The rows of the tables of dossiers, with what each column says. */
  function registerRows() {
    const tables = [...document.querySelectorAll("table.lijst")].filter((table) => table.querySelector("[data-kop=Status]"));
    const rows = tables.flatMap((table) => [...table.tBodies[0].rows]);
    const valuesOf = (row, column) => (row.querySelector(`[data-kop=${column}]`)?.textContent ?? "").split(", ").filter((value) => value !== "–");
    return {
      below: tables[0]?.closest("section")?.querySelector("h2") ?? document.querySelector("main h1"),
      items: rows.map((row) => ({ row, words: klachtZoek.fold(row.textContent), values: (column) => valuesOf(row, column) })),
      columns: ["Status", "Betreft", "Oordeel"],
      hasText: true,
      what: ["dossier", "dossiers"],
      settle: () => tables.forEach((table) => (table.closest(".rol").hidden = ![...table.tBodies[0].rows].some((row) => !row.hidden))),
    };
  }

  /** The terms of the calendar, with their kind; a day or a month without any is left out. */
  function calendarTerms() {
    const rows = [...document.querySelectorAll("[data-soort]")];
    const shown = (part) => [...part.querySelectorAll("[data-soort]")].filter((row) => !row.hidden).length;
    return {
      below: document.querySelector("main h1 + p") ?? document.querySelector("main h1"),
      items: rows.map((row) => ({ row, words: [], values: () => [row.dataset.soort] })),
      columns: ["Soort termijn"],
      hasText: false,
      what: ["termijn", "termijnen"],
      settle: () => {
        document.querySelectorAll(".dagenlijst > li").forEach((day) => (day.hidden = shown(day) === 0));
        document.querySelectorAll(".maand").forEach((month) => (month.hidden = shown(month) === 0));
        document.querySelectorAll(".sprong a").forEach((link) => (link.parentElement.hidden = document.getElementById(link.hash.slice(1))?.closest(".maand").hidden));
      },
    };
  }

  /** The bar with what can be chosen: every value that occurs, and a field for words. */
  function bar({ items, columns, hasText }) {
    const form = element("form", "zeef");
    form.setAttribute("aria-label", "Zeef");
    if (hasText) form.append(labelled("Woord of nummer", Object.assign(element("input"), { type: "search", name: "woord", autocomplete: "off" })));
    for (const column of columns) {
      const values = new Set(items.flatMap((item) => item.values(column)));
      if (values.size < 2) continue;
      const select = Object.assign(element("select"), { name: column, autocomplete: "off" });
      select.append(new Option(ALL, ""), ...[...values].sort((one, other) => one.localeCompare(other, "nl")).map((value) => new Option(value, value)));
      form.append(labelled(column, select));
    }
    form.append(Object.assign(element("button", "", "Opnieuw"), { type: "reset" }));
    const count = element("p", "zacht");
    count.setAttribute("role", "status");
    form.append(count);
    return form;
  }

  function labelled(text, control) {
    control.id = `zeef-${control.name.replaceAll(" ", "-").toLowerCase()}`;
    const label = Object.assign(element("label", "", text), { htmlFor: control.id });
    const both = element("p", "keus");
    both.append(label, control);
    return both;
  }

  function element(name, className, text = "") {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.textContent = text;
    return made;
  }

  function sift(form, { items, what, settle }) {
    const asked = Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim() !== ""));
    const words = klachtZoek.fold(asked.woord ?? "");
    const passes = (item) =>
      words.every((word) => item.words.some((one) => one.includes(word))) &&
      Object.entries(asked).every(([name, value]) => name === "woord" || item.values(name).includes(value));
    items.forEach((item) => (item.row.hidden = !passes(item)));
    settle();
    const left = items.filter((item) => !item.row.hidden).length;
    const isAsked = Object.keys(asked).length > 0;
    const count = form.querySelector("[role=status]");
    count.textContent = isAsked ? `${left} van ${items.length} ${items.length === 1 ? what[0] : what[1]} op deze pagina` : "";
    if (left === 0 && words.length > 0) count.append(...elsewhere(asked.woord));
    history.replaceState(asked, "");
  }

  /** The way to the search over all dossiers with the same words, where the site has one. */
  function elsewhere(words) {
    const search = document.querySelector("nav a[href$='zoeken.html']");
    if (!search) return [];
    const link = element("a", "", "zoek dit in alle dossiers");
    link.href = search.href;
    // In the address the words, often a name, would stand in the history of the browser.
    link.addEventListener("click", () => (window.name = `klacht-zoek ${words}`));
    return [": ", link];
  }

  function start(page) {
    if (page.items.length < 2) return;
    const form = bar(page);
    page.below.after(form);
    form.addEventListener("input", () => sift(form, page));
    form.addEventListener("reset", () => setTimeout(() => sift(form, page)));
    form.addEventListener("submit", (event) => event.preventDefault());
    for (const [name, value] of Object.entries(history.state ?? {})) if (form.elements[name]) form.elements[name].value = value;
    if (history.state) sift(form, page);
  }

  start(document.querySelector("[data-soort]") ? calendarTerms() : registerRows());
})();
