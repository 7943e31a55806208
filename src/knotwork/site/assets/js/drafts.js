// Saves what is typed into `<form data-draft="key">` in this browser, and brings it back after a lost connection, a shut
// laptop or a wrong turn. Cleared once the form was received, which the next page shows by its message of success.
// What could tell who a patient is is never kept here, for others may use this browser (`patients.js` says what is).
const PREFIX = "knotwork-draft:";
const SENT = "knotwork-sent";
const DAYS_KEPT = 14;

if (document.querySelector('[data-notice="success"]')) clearSent();
sessionStorage.removeItem(SENT);
for (const form of document.querySelectorAll("form[data-draft]")) keep(form);

function keep(form) {
  const key = PREFIX + form.dataset.draft;
  const status = document.createElement("p");
  status.className = "kw-quiet kw-small";
  status.setAttribute("role", "status");
  form.append(status);

  const empty = JSON.stringify(read(form));
  if (!form.querySelector("[data-errors]")) restore(form, key, empty);
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (write(key, read(form))) status.textContent = "Saved in this browser as you type.";
    }, 400);
  });
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    write(key, read(form));
    sessionStorage.setItem(SENT, key);
  });
  window.addEventListener("offline", () => {
    status.textContent = "There is no connection. What you typed is saved here; send it when you are back.";
  });
}

function restore(form, key, empty) {
  const saved = load(key);
  if (!saved || JSON.stringify(saved.fields) === empty) return;
  for (const control of typed(form)) {
    if (!(control.name in saved.fields)) continue;
    const values = saved.fields[control.name];
    if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
    else control.value = values[0] ?? "";
  }
  form.prepend(notice(form, key, saved.at));
}

function notice(form, key, at) {
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
    localStorage.removeItem(key);
    form.reset();
    box.remove();
    typed(form)[0]?.focus();
  });
  words.append(again);
  box.append(words);
  return box;
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

function load(key) {
  try {
    const saved = JSON.parse(localStorage.getItem(key));
    return saved && Date.now() - saved.at < DAYS_KEPT * 86_400_000 ? saved : null;
  } catch {
    return null;
  }
}

function write(key, fields) {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields }));
    return true;
  } catch {
    return false;
  }
}

function clearSent() {
  const key = sessionStorage.getItem(SENT);
  if (key) localStorage.removeItem(key);
}
