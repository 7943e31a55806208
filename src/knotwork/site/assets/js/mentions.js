// Behind an @ in `[data-mentions]`, offers the names that fit, as the site knows them: arrow keys choose, Enter or Tab writes
// the name, Escape shuts the list. Who writes a name out by hand needs none of it, and the site looks again as it is sent.
const WAIT = 150;
// As the site reads a mention: where a word could begin, and as far as the caret. No name here is longer than four words.
const BEGUN = /(?<![\w@.+-])@((?:[\p{L}][^\s@]*(?: [^\s@]+){0,3} ?)?)$/u;

for (const box of document.querySelectorAll("[data-mentions]")) offer(box);

function offer(box) {
  const { list, status } = places(box);
  let names = [], active = 0, waiting, stop;

  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-haspopup", "listbox");
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, WAIT);
  });
  box.addEventListener("keydown", press);
  box.addEventListener("blur", shut);

  const begun = () => box.selectionStart === box.selectionEnd && BEGUN.exec(box.value.slice(0, box.selectionStart));

  async function look() {
    stop?.abort();
    const typed = begun();
    if (!typed) return shut();
    stop = new AbortController();
    const asked = `${box.dataset.mentions}?begins=${encodeURIComponent(typed[1])}`;
    try {
      const answer = await fetch(asked, { signal: stop.signal, headers: { Accept: "application/json" } });
      if (answer.ok) show((await answer.json()).names, typed[1].trim());
      else shut();
    } catch {
      shut(); // without a line the name is written by hand
    }
  }

  function show(found, typed) {
    const written = found.some((name) => name.toLowerCase() === typed.toLowerCase());
    if (!found.length || written || document.activeElement !== box || !begun()) return shut();
    names = found;
    list.replaceChildren(...names.map(option));
    list.hidden = false;
    box.setAttribute("aria-controls", list.id);
    choose(0);
    const many = names.length === 1 ? "One name" : `${names.length} names`;
    status.textContent = `${many}. Arrow keys choose, Enter writes the name, Escape leaves it.`;
  }

  function shut() {
    clearTimeout(waiting);
    stop?.abort();
    if (list.hidden) return;
    names = [];
    list.hidden = true;
    list.replaceChildren();
    status.textContent = "";
    box.removeAttribute("aria-activedescendant");
    box.removeAttribute("aria-controls");
  }

  function press(event) {
    if (list.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choose((active + step + names.length) % names.length);
    else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) write(names[active]);
    else if (event.key === "Escape") shut();
    else return;
    event.preventDefault();
  }

  function choose(at) {
    active = at;
    [...list.children].forEach((one, place) => one.setAttribute("aria-selected", String(place === at)));
    box.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function write(name) {
    const typed = begun();
    shut();
    if (!typed) return;
    const caret = box.selectionStart;
    box.setRangeText(`@${name} `, caret - typed[0].length, caret, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
    shut();
    box.focus();
  }

  function option(name, at) {
    const made = document.createElement("li");
    made.id = `${list.id}_${at}`;
    made.className = "kw-names__one";
    made.setAttribute("role", "option");
    made.textContent = name;
    made.addEventListener("pointerdown", (event) => event.preventDefault()); // the caret stays where it is
    made.addEventListener("click", () => write(name));
    return made;
  }
}

function places(box) {
  const list = document.createElement("ul"), status = document.createElement("p");
  list.id = `${box.id}_names`;
  list.className = "kw-names";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "People whom you can mention");
  status.className = "nhsuk-u-visually-hidden";
  status.setAttribute("role", "status");
  box.after(list, status);
  return { list, status };
}
