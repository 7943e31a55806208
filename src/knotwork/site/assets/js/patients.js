// Looks through what is typed into `[data-prose]` fields for what could tell who a patient is, in the page itself, and
// offers to take it out (Alt+T, or a button) or to say why it is none. The site looks again as it is saved.
import { findIdentifiers, markOfWords, takenOut } from "./identifiers.js";

const WAIT = 350;
const SAID = "not-a-patient";

for (const control of document.querySelectorAll("[data-prose]")) watch(control);

function watch(control) {
  const reasons = Object.entries(JSON.parse(control.dataset.prose));
  const chosen = reasonsGiven(control);
  const { box, status } = places(control);
  let shown = "", waiting;

  const found = () => findIdentifiers(control.value).map((one) => ({ ...one, mark: markOfWords(one.kind, one.words) }));
  const open = () => found().filter((one) => !chosen.get(one.mark));
  // What may be kept in this browser: nothing that could tell who a patient is, unless it was said to be none.
  control.withoutPatients = () => takenOut(control.value, open());

  control.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, WAIT);
  });
  control.addEventListener("keydown", (event) => {
    const first = event.altKey && event.code === "KeyT" && open()[0];
    if (!first) return;
    event.preventDefault();
    takeOut(first.mark);
  });
  control.form?.addEventListener("reset", () => setTimeout(look));
  look();

  function look() {
    const once = [...new Map(found().map((one) => [one.mark, one])).values()];
    const marks = once.map((one) => one.mark).join();
    if (marks === shown) return;
    shown = marks;
    box.replaceChildren(...once.map(item));
    box.hidden = once.length === 0;
    const asked = once.filter((one) => !chosen.get(one.mark));
    status.textContent = asked.map((one) => `Is this a patient’s ${one.kind}? ${one.words}.`).join(" ") +
      (asked.length ? " Alt+T takes it out." : "");
  }

  function takeOut(mark) {
    clearTimeout(waiting);
    const gone = found().filter((one) => one.mark === mark);
    const after = takenOut(control.value.slice(0, gone[0].end), [gone[0]]).length;
    control.value = takenOut(control.value, gone);
    control.dispatchEvent(new Event("input", { bubbles: true }));
    clearTimeout(waiting);
    look();
    control.focus();
    control.setSelectionRange(after, after);
    status.textContent = `${status.textContent} It is taken out.`.trim();
  }

  function item(one) {
    const made = element("div", "kw-patients__one");
    const button = element("button", "nhsuk-button nhsuk-button--small", "Take it out");
    button.type = "button";
    button.setAttribute("aria-keyshortcuts", "Alt+T");
    button.append(element("span", "nhsuk-u-visually-hidden", `: ${one.words}`));
    button.addEventListener("click", () => takeOut(one.mark));
    const acts = element("div", "kw-patients__acts");
    acts.append(button, ...reasonFor(one));
    made.append(excerpt(control.value, one), element("p", "", `Is this a patient’s ${one.kind}? ${one.why}`), acts);
    return made;
  }

  function reasonFor(one) {
    const label = element("label", "nhsuk-label", "Or, it is not a patient");
    const select = element("select", "nhsuk-select");
    select.name = select.id = label.htmlFor = `${SAID}-${control.name}-${one.mark}`;
    for (const [value, words] of [["", "Say why"], ...reasons]) select.append(new Option(words, value));
    select.value = chosen.get(one.mark) ?? "";
    select.addEventListener("change", () => {
      chosen.set(one.mark, select.value);
      status.textContent = select.value ? "It stays, and your reason is kept with it." : "";
    });
    return [label, select];
  }
}

// The reasons that the server sent back with the page, and its own notice out of the way of this one.
function reasonsGiven(control) {
  const sent = control.closest(".kw-field")?.querySelector("[data-patients]");
  const given = [...(sent?.querySelectorAll("select") ?? [])].map((one) => [one.name.split("-").pop(), one.value]);
  sent?.remove();
  return new Map(given);
}

function places(control) {
  const box = element("div", "kw-patients");
  const status = element("p", "nhsuk-u-visually-hidden");
  box.id = `${control.id}_patients`;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "What could tell who a patient is");
  box.hidden = true;
  status.setAttribute("role", "status");
  control.after(box, status);
  return { box, status };
}

function excerpt(text, one) {
  const said = element("p", "kw-patients__said");
  const before = text.slice(Math.max(0, one.start - 32), one.start);
  const after = text.slice(one.end, one.end + 32);
  const from = one.start > 32 ? `…${before.slice(before.indexOf(" ") + 1)}` : before;
  const to = one.end + 32 < text.length ? `${after.slice(0, after.lastIndexOf(" ") + 1).trimEnd() || after}…` : after;
  said.append(from, element("mark", "", one.words), to);
  return said;
}

function element(name, look, words = "") {
  const made = document.createElement(name);
  if (look) made.className = look;
  made.textContent = words;
  return made;
}
