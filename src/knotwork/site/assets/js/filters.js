// A choice made with a finger or a mouse in a filter sentence shows its result at once. Keys do not: going through a
// closed list with the arrow keys changes it at every step, so there the button or Enter sends it.
for (const form of document.querySelectorAll("form[data-filters]")) {
  let pointed = false;
  form.addEventListener("pointerdown", () => {
    pointed = true;
  });
  form.addEventListener("keydown", () => {
    pointed = false;
  });
  form.addEventListener("change", (event) => {
    if (pointed && event.target.matches("select")) form.requestSubmit();
  });
}
