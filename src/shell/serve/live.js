// Renews this page when the site has become another one. Only «klacht toon» serves it; no file of the site names it.
// It asks again and again by loading a script: the policy of the pages allows nothing else.
(() => {
  "use strict";
  const EVERY = 1000;
  const SELDOM = 5000;
  const edition = document.currentScript.dataset.editie;
  const news = new URL("nieuws.js", document.currentScript.src).href;
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
    if (isDue && !isBusy) location.reload();
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
    let bar = document.querySelector(".niet-bijgewerkt");
    if ((bar?.textContent ?? "") === text) return;
    if (!bar) {
      bar = document.createElement("p");
      bar.className = "niet-bijgewerkt";
      bar.setAttribute("role", "status");
      document.querySelector("main").prepend(bar);
    }
    bar.hidden = text === "";
    bar.textContent = text;
  }

  document.addEventListener("visibilitychange", ask);
  document.addEventListener("focusout", () => setTimeout(renewWhenIdle));
  ask();
})();
