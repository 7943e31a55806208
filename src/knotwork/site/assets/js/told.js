// Whoever goes back to a form that was received finds its words still in the boxes, and could send them a second time.
// The page knows its own form by its token, which stays with this entry of the tab's history, and says that it is told.
const TOLD = "knotwork-told";

const toldBefore = () => JSON.parse(sessionStorage.getItem(TOLD) ?? "{}");

// A form was received: what it made is to be read at this page's address.
export function remember(token) {
  if (token) sessionStorage.setItem(TOLD, JSON.stringify({ ...toldBefore(), [token]: location.pathname }));
}

// A form is about to be sent from this page.
export function markPage(token) {
  if (token) history.replaceState({ ...history.state, token }, "");
}

// Whether the form of this page was received already; then it says so in its place. One that was sent, and of which nobody
// knows whether it arrived, keeps its token, so that it counts once however often it is sent.
export function saysTold(form) {
  const token = history.state?.token;
  const address = token && toldBefore()[token];
  if (token && !address && form.elements.token) form.elements.token.value = token;
  if (!address) return false;
  form.reset();
  window.addEventListener("pageshow", () => form.reset()); // a browser fills boxes in again until then
  form.hidden = true;
  form.before(notice(form, address));
  return true;
}

function notice(form, address) {
  const box = document.createElement("div");
  const words = document.createElement("p");
  box.className = "kw-notice";
  box.setAttribute("role", "status");
  words.append(form.dataset.told || "You have sent this already.");
  if (!("draftHere" in form.dataset)) words.append(" ", link(address, "Read it"), " · ");
  const anew = link(location.pathname, form.dataset.anew || "Write something new");
  anew.addEventListener("click", () => history.replaceState({ ...history.state, token: null }, ""));
  words.append(" ", anew);
  box.append(words);
  return box;
}

function link(address, words) {
  const made = document.createElement("a");
  made.href = address;
  made.textContent = words;
  return made;
}
