// A board that several people sort at once: says when somebody else changed it, and moves nothing under anybody's hand.
const EVERY = 10_000;
const LOST = "Knotwork cannot be reached at the moment. What you ticked is still here.";

async function changes(address) {
  const answer = await fetch(address);
  return answer.ok && !answer.redirected ? (await answer.text()).trim() : "";
}

for (const board of document.querySelectorAll("form[data-board]")) {
  const news = board.querySelector("[data-news]");
  setInterval(async () => {
    if (document.hidden) return;
    const said = await changes(board.dataset.board).catch(() => LOST);
    if (news.textContent !== said) news.textContent = said;
    board.querySelector("[data-show]").hidden = !said || said === LOST;
  }, EVERY);
}
