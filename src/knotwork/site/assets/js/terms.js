// What a term means shows by style alone. This shuts it with Escape, and keeps it on the page where that is narrow.
const TERM = ".kw-term";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const term of document.querySelectorAll(TERM)) {
    if (term.matches(":hover, :focus-within")) term.classList.add("kw-term--shut");
  }
});

for (const term of document.querySelectorAll(TERM)) {
  for (const leaving of ["mouseleave", "focusout"]) {
    term.addEventListener(leaving, () => term.classList.remove("kw-term--shut"));
  }
  for (const coming of ["mouseenter", "focusin"]) term.addEventListener(coming, () => keepOnPage(term));
}

function keepOnPage(term) {
  const meaning = term.querySelector(".kw-term__meaning");
  meaning.style.left = "0";
  const over = meaning.getBoundingClientRect().right - (document.documentElement.clientWidth - 12);
  if (over > 0) meaning.style.left = `${-over}px`;
}
