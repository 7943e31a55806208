// Arrow keys go from point to point in a picture, and the words of the point stand in a caption that is read out.
for (const figure of document.querySelectorAll("[data-chart]")) {
  const points = [...figure.querySelectorAll("svg .kw-point")];
  if (points.length > 1) walk(figure, points);
}

function walk(figure, points) {
  const caption = document.createElement("p");
  caption.className = "kw-figure__caption";
  caption.setAttribute("aria-live", "polite");
  figure.querySelector(".kw-figure__picture")?.after(caption);
  points.forEach((point, at) => point.setAttribute("tabindex", at ? "-1" : "0"));

  figure.addEventListener("focusin", ({ target }) => say(target.closest?.(".kw-point")));
  figure.addEventListener("pointerover", ({ target }) => say(target.closest?.(".kw-point")));
  figure.addEventListener("keydown", (event) => {
    const at = points.indexOf(document.activeElement);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: points.length - 1 }[event.key];
    if (at < 0 || next === undefined || !points[next]) return;
    event.preventDefault();
    points[at].setAttribute("tabindex", "-1");
    points[next].setAttribute("tabindex", "0");
    points[next].focus();
  });

  function say(point) {
    if (point) caption.textContent = point.getAttribute("aria-label") ?? point.querySelector("title")?.textContent ?? "";
  }
}
