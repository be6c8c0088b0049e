// The key «/» leads to the search from every page. Put an empty file in its place to do without.
(() => {
  "use strict";
  const page = new URL("zoeken.html", document.currentScript.src);

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof Element && event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping) return;
    event.preventDefault();
    const field = document.getElementById("vraag");
    if (field) field.select();
    else location.href = page.href;
  });
})();
