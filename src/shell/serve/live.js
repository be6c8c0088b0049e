// Renews this page when the site has become another one. Only «klacht toon» serves it; no file of the site names it.
// It asks again and again by loading a script: the policy of the pages allows nothing else.
(() => {
  "use strict";
  const EVERY = 1000;
  const SELDOM = 5000;
  const edition = document.currentScript.dataset.editie;
  const news = new URL("nieuws.js", document.currentScript.src).href;
  const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
  const PLACE = `klacht-plek ${location.pathname}`;
  // There from the start: what comes into it is read aloud.
  const status = document.createElement("div");
  let missed = 0;
  let isDue = false;
  let isAsking = false;
  let timer = 0;

  globalThis.klachtNieuws = (current, failure) => {
    missed = 0;
    tell(failure === null ? "" : `Niet bijgewerkt: ${failure}`);
    isDue ||= current !== edition;
    renewWhenIdle();
  };

  /** A page in which someone is typing or choosing is renewed as soon as they leave the field. */
  function renewWhenIdle() {
    const field = document.activeElement;
    const isBusy = field?.matches("select, textarea, input") && field.value !== "";
    if (!isDue || isBusy) return;
    remember();
    location.reload();
  }

  const focusable = () => [...document.querySelectorAll(FOCUSABLE)];
  const label = (element) => `${element.tagName} ${element.getAttribute("href") ?? ""} ${element.textContent}`;

  /** The parts that open and close, each with its heading and which of those with that heading it is. */
  function folds() {
    const seen = new Map();
    return [...document.querySelectorAll("details")].map((part) => {
      const heading = part.querySelector("summary")?.textContent ?? "";
      seen.set(heading, (seen.get(heading) ?? 0) + 1);
      return { part, name: `${seen.get(heading)} ${heading}` };
    });
  }

  /** Where someone is on this page and what they opened, until it is renewed a moment later. */
  function remember() {
    const at = document.activeElement;
    const index = focusable().indexOf(at);
    const folded = Object.fromEntries(folds().map(({ part, name }) => [name, part.open]));
    const place = { index, id: at?.id ?? "", label: index < 0 || at.id ? "" : label(at), folded };
    try {
      sessionStorage.setItem(PLACE, JSON.stringify(place));
    } catch {
      // A browser that may keep nothing renews the page all the same.
    }
  }

  function recall() {
    let place = null;
    try {
      place = JSON.parse(sessionStorage.getItem(PLACE));
      sessionStorage.removeItem(PLACE);
    } catch {
      // Nothing was kept.
    }
    if (place === null) return;
    for (const { part, name } of folds()) part.open = place.folded[name] ?? part.open;
    if (place.index < 0) return;
    const all = focusable();
    const alike = all.filter((element) => label(element) === place.label);
    const there = alike.includes(all[place.index]) ? all[place.index] : (alike[0] ?? all[place.index]);
    ((place.id && document.getElementById(place.id)) || there)?.focus({ preventScroll: true });
  }

  /** Asks once, and then again and again: one question at a time, and none while nobody looks. */
  function ask() {
    clearTimeout(timer);
    if (document.hidden || isAsking) return;
    isAsking = true;
    const script = document.createElement("script");
    script.src = news;
    const done = (pause) => {
      script.remove();
      isAsking = false;
      timer = setTimeout(ask, pause);
    };
    script.addEventListener("load", () => done(EVERY));
    script.addEventListener("error", () => {
      missed += 1;
      if (missed === 3) tell("Deze pagina wordt niet meer bijgewerkt: klacht toon is gestopt.");
      done(SELDOM);
    });
    document.head.append(script);
  }

  function tell(text) {
    if (status.textContent === text) return;
    const bar = document.createElement("p");
    bar.className = "niet-bijgewerkt";
    bar.textContent = text;
    status.replaceChildren(...(text === "" ? [] : [bar]));
  }

  status.setAttribute("role", "status");
  document.querySelector("main")?.prepend(status);
  recall();
  document.addEventListener("visibilitychange", ask);
  document.addEventListener("focusout", () => setTimeout(renewWhenIdle));
  ask();
})();
