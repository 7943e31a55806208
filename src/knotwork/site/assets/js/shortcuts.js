// "/" goes to the search box, unless one is typing.
const search = document.getElementById("search");

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey || !search) return;
  event.preventDefault();
  search.focus();
  search.select();
});

// What went wrong is read first, and the page is where it is.
document.querySelector("[data-errors]")?.focus();
