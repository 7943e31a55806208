// Saves what is typed into `<form data-draft="key">` in this browser, and brings it back after a lost connection, a shut
// laptop or a wrong turn. Cleared once the form was received, which the next page shows by its message of success.
// What could tell who a patient is is never kept here, for others may use this browser (`patients.js` says what is).
// With `data-draft-here` it is kept for a phone that goes from hand to hand: in its tab only, and for two hours.
// `data-draft-kind` names the hidden field that says which boxes the form has.
import { drawer, takeOut } from "./kept.js";
import { lineOf } from "./sending.js";
import { markPage, remember, saysTold } from "./told.js";

const SENT = "knotwork-sent";
const DAYS_KEPT = 14;
const HOURS_KEPT_HERE = 2;
const WRITTEN = new Set(["textarea", "text", "search", "url", "email"]);

const sent = sessionStorage.getItem(SENT);
sessionStorage.removeItem(SENT);
if (sent && document.querySelector('[data-notice="success"], [data-received]')) remember(takeOut(sent)?.token);
for (const form of document.querySelectorAll("form[data-draft]")) keep(form);

function keep(form) {
  if (saysTold(form)) return;
  window.addEventListener("pageshow", (event) => event.persisted && saysTold(form));
  const onlyHere = "draftHere" in form.dataset;
  const lasts = onlyHere ? HOURS_KEPT_HERE * 3_600_000 : DAYS_KEPT * 86_400_000;
  const mine = drawer(form.dataset.draft, { onlyHere, lasts });
  const line = lineOf(form);
  const token = form.elements.token;
  const first = { fields: JSON.stringify(read(form)), token: token?.value };
  // A page that answers a form shows what was typed into that form, and nothing older comes over it.
  const answers = "draftAnswers" in form.dataset || Boolean(form.querySelector("[data-errors]"));
  let beside = {}; // words of a draft for which this page has no box
  let waiting;

  if (answers) {
    const before = sent === mine.key ? mine.load() : takeOut(sent ?? "");
    if (!form.querySelector("[data-errors]")) sayLost(form, before); // where something is refused, the page says it
    save();
  } else {
    const draft = mine.load();
    if (draft) bringBack(draft);
    mine.leftOver().then((left) => left && first.fields === JSON.stringify(read(form)) && bringBack(left));
  }
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => save() && line.say("Saved in this browser as you type."), 400);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    save(event.submitter);
    if (!line.lets(event)) return;
    sessionStorage.setItem(SENT, mine.key);
    markPage(token?.value);
  });

  function save(button) {
    const fields = { ...beside, ...read(form) };
    const files = [...form.elements].filter((one) => one.type === "file" && one.files.length).map((one) => one.name);
    if (!worthKeeping(fields)) return mine.clear();
    return mine.write({ fields, files, token: token?.value, kind: kindOf(form, button) });
  }

  function worthKeeping(fields) {
    const words = typed(form).some((one) => WRITTEN.has(one.type) && one.value.trim());
    return words || Object.keys(beside).length > 0 || (!answers && JSON.stringify(fields) !== first.fields);
  }

  function bringBack(draft) {
    beside = withoutBox(form, draft);
    if (needsOtherBoxes(form, draft, beside)) return;
    for (const control of typed(form)) fill(control, draft.fields[control.name]);
    sayLost(form, draft);
    if (token && draft.token) token.value = draft.token;
    if (JSON.stringify(read(form)) !== first.fields) form.prepend(notice(draft.at));
  }

  function notice(at) {
    const box = document.createElement("div");
    const words = document.createElement("p");
    const again = document.createElement("button");
    box.className = "kw-notice";
    box.setAttribute("role", "status");
    const when = new Date(at).toLocaleString("en-GB", { weekday: "long", hour: "2-digit", minute: "2-digit" });
    words.textContent = `This is what you had typed on ${when}. `;
    again.type = "button";
    again.className = "kw-button--link";
    again.textContent = "Start again";
    again.addEventListener("click", () => {
      mine.clear();
      beside = {};
      form.reset();
      if (token) token.value = first.token;
      box.remove();
      typed(form)[0]?.focus();
    });
    words.append(again);
    box.append(words);
    return box;
  }
}

// Only what one types or chooses: no hidden fields, no files, no passwords, and no reasons why something is no patient.
function typed(form) {
  const left = new Set(["hidden", "file", "password", "submit", "button"]);
  const said = (control) => control.name && !control.name.startsWith("not-a-patient-");
  return [...form.elements].filter((control) => said(control) && !left.has(control.type));
}

// Where nothing looks through what is written, because the browser is too old for it, nothing written is kept.
function valueOf(control) {
  return "prose" in control.dataset ? (control.withoutPatients?.() ?? "") : control.value;
}

function read(form) {
  const fields = {};
  for (const control of typed(form)) {
    fields[control.name] ??= [];
    const choice = control.type === "radio" || control.type === "checkbox";
    if (!choice || control.checked) fields[control.name].push(valueOf(control));
  }
  return fields;
}

// A choice that is not offered any more leaves the page as it is.
function fill(control, values) {
  if (!values) return;
  if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
  else if (!control.options || [...control.options].some((one) => one.value === values[0])) control.value = values[0] ?? "";
  if (WRITTEN.has(control.type) && control.value) control.closest("details:not([data-dialog])")?.setAttribute("open", "");
}

function withoutBox(form, draft) {
  const here = new Set(typed(form).map((control) => control.name));
  const written = ([name, values]) => !here.has(name) && values.some((value) => value.trim());
  return Object.fromEntries(Object.entries(draft.fields).filter(written));
}

function kindOf(form, button) {
  return button?.name === "as" ? button.value : form.elements[form.dataset.draftKind]?.value;
}

// Whether this page is left for one with the boxes that the draft fills. Their names go into the address, no word of it.
function needsOtherBoxes(form, draft, beside) {
  const names = Object.keys(beside).sort();
  if (!draft.kind || (draft.kind === kindOf(form) && !names.length)) return false;
  const address = new URL(location.href);
  address.searchParams.set(form.dataset.draftKind, draft.kind);
  address.searchParams.set("also", names.join(" "));
  if (address.href === location.href) return false;
  location.replace(address.href);
  return true;
}

// No page can keep a file: where one had been chosen, it says so.
function sayLost(form, draft) {
  for (const input of (draft?.files ?? []).map((name) => form.elements[name]).filter((one) => one && !one.files.length)) {
    const lost = document.createElement("p");
    lost.className = "kw-lost";
    lost.textContent = "What you had chosen here is not kept with your words. Choose it once more.";
    input.before(lost);
    input.closest("details:not([data-dialog])")?.setAttribute("open", "");
    input.addEventListener("change", () => lost.remove());
  }
}
