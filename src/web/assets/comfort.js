// Comfort only: every page works without it. While an audit runs, its progress is fetched anew; a
// field that is asked in some cases only is hidden in the others.
"use strict";
const asked = (field) => {
  const [name, value] = field.dataset.onlyWhen.split("=");
  return [...document.getElementsByName(name)]
    .some((each) => each.value === value && (each.checked || !/^(radio|checkbox)$/.test(each.type)));
};
const conditional = [...document.querySelectorAll("[data-only-when]")];
const hideTheRest = () => conditional.forEach((field) => { field.hidden = !asked(field); });
if (conditional.length > 0) {
  hideTheRest();
  document.addEventListener("change", hideTheRest);
}
const progress = document.getElementById("progress");
if (progress && progress.dataset.running) {
  const look = async () => {
    try {
      const answer = await fetch("/audit", { credentials: "same-origin", redirect: "error" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.getElementById("progress");
      if (!now) return;
      if (!now.dataset.running) { location.reload(); return; }
      const line = progress.querySelector("[data-line]");
      const heard = now.querySelector("[data-line]");
      if (line && heard && line.textContent !== heard.textContent) line.textContent = heard.textContent;
    } catch { return; }
    setTimeout(look, 2000);
  };
  setTimeout(look, 2000);
}
