// report.html works without this; it adds what needs a hand at the keyboard.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const findings = all(".finding");

  // Copying: with italics where the clipboard takes them, else as plain text.
  function copy(element, button) {
    const plain = element.textContent;
    const html = element.innerHTML;
    const done = () => {
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    };
    const select = () => {
      const range = document.createRange();
      range.selectNodeContents(element);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      if (document.execCommand("copy")) done();
    };
    if (navigator.clipboard && window.ClipboardItem) {
      const item = new ClipboardItem({
        "text/plain": new Blob([plain], { type: "text/plain" }),
        "text/html": new Blob([html], { type: "text/html" }),
      });
      navigator.clipboard.write([item]).then(done, select);
    } else {
      select();
    }
  }

  for (const reference of all(".reference")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", () => copy(reference.querySelector("q"), button));
    reference.append(" ", button);
  }

  // n and p go to the next and the previous finding.
  function current() {
    const here = document.activeElement?.closest?.(".finding");
    return findings.indexOf(here ?? document.getElementById(location.hash.slice(1)));
  }

  function go(step) {
    const at = current();
    const to = findings[at < 0 ? (step > 0 ? 0 : findings.length - 1) : at + step];
    if (!to) return;
    location.hash = to.id;
    to.querySelector("h3 a").focus({ preventScroll: true });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, textarea, select")) return;
    if (event.key === "n") go(1);
    if (event.key === "p") go(-1);
  });
})();
