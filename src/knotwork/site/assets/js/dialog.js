// Turns `<details data-dialog="Title">` into a button and a native dialog. Without this script it simply unfolds.
for (const details of document.querySelectorAll("details[data-dialog]")) upgrade(details);

function upgrade(details) {
  const summary = details.querySelector("summary");
  const body = details.querySelector(".kw-dialog__body");
  const opener = document.createElement("button");
  opener.type = "button";
  opener.className = summary.className;
  opener.append(...summary.childNodes);
  opener.setAttribute("aria-haspopup", "dialog");

  const box = dialogWith(details.dataset.dialog, body);
  opener.addEventListener("click", () => box.showModal());
  details.after(opener, box);
  if (details.open || body.querySelector("[data-errors]")) box.showModal();
  details.remove();
}

function dialogWith(title, body) {
  const box = document.createElement("dialog");
  const heading = document.createElement("h2");
  const close = document.createElement("button");
  box.className = "kw-dialog__box";
  heading.textContent = title;
  heading.id = `dialog-${document.querySelectorAll("dialog").length + 1}`;
  box.setAttribute("aria-labelledby", heading.id);
  close.type = "button";
  close.className = "kw-button--link kw-dialog__close";
  close.textContent = "Close";
  close.addEventListener("click", () => box.close());
  // A press on the ground around the box closes it, but not a press that began inside, such as marking text.
  box.addEventListener("pointerdown", (event) => {
    if (event.target === box && outside(box, event)) box.close();
  });
  box.append(close, heading, body);
  return box;
}

function outside(box, { clientX, clientY }) {
  const { left, right, top, bottom } = box.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
