// Holds a form back while the site cannot be reached, so that nobody lands on the browser's own page of errors, and says so
// where the button is. A small file is asked for first: a phone may think that it has a connection and have none.
const LONGEST_WAIT = 5000; // milliseconds; on a line as slow as that it is sent all the same
const NO_LINE = "There is no connection. What you typed is saved here; send it when you are back.";
const AGAIN = "There is a connection again. You can send it now.";

async function reached() {
  const small = document.querySelector('link[rel="icon"]')?.href;
  if (!navigator.onLine || !small) return navigator.onLine;
  const stop = new AbortController();
  const waiting = setTimeout(() => stop.abort(), LONGEST_WAIT);
  try {
    await fetch(small, { method: "HEAD", cache: "no-store", signal: stop.signal });
    return true;
  } catch (failed) {
    return failed.name === "AbortError";
  } finally {
    clearTimeout(waiting);
  }
}

// The line beside the button: `say` tells something in passing, `lets` whether a form may go now.
export function lineOf(form) {
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  const buttons = [...form.querySelectorAll(".kw-buttons")].pop();
  if (buttons) buttons.before(line);
  else form.append(line);
  let sure = false, asking = false, off = false;
  show("");

  window.addEventListener("offline", () => show(NO_LINE, true));
  window.addEventListener("online", () => off && show(AGAIN));

  function show(words, held = false) {
    off = held;
    line.className = held ? "kw-notice kw-notice--error kw-no-line" : "kw-quiet kw-small";
    line.textContent = words;
  }

  return {
    say: (words) => off || show(words),
    lets(event) {
      if (sure || !form.requestSubmit) return true;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!asking) ask(event.submitter);
      return false;
    },
  };

  async function ask(button) {
    asking = true;
    const there = await reached();
    asking = false;
    if (!there) return show(NO_LINE, true);
    if (off) show("");
    sure = true;
    form.requestSubmit(button);
    sure = false;
  }
}
