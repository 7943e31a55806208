// Where drafts lie in this browser. Each tab has its own, so that two tabs of one page never mix. What a tab left that is
// closed, the next page takes over that asks for it: whoever still has it open says so on a channel.
const PREFIX = "knotwork-draft:";
const TAB = "knotwork-tab";
const ANSWERED_WITHIN = 150; // milliseconds: an open tab answers in a few

const held = new Set();
const channel = "BroadcastChannel" in window ? new BroadcastChannel("knotwork-drafts") : null;
channel?.addEventListener("message", ({ data }) => {
  const mine = (data.asked ?? []).filter((key) => held.has(key));
  if (mine.length) channel.postMessage({ held: mine });
});

const random = () => Math.random().toString(36).slice(2, 12);

function thisTab() {
  if (!sessionStorage.getItem(TAB)) sessionStorage.setItem(TAB, random());
  return sessionStorage.getItem(TAB);
}

// Those of the keys that another page has open at this moment.
function heldElsewhere(keys) {
  const found = new Set();
  if (!channel || !keys.length) return Promise.resolve(found);
  const hear = ({ data }) => (data.held ?? []).forEach((key) => found.add(key));
  channel.addEventListener("message", hear);
  channel.postMessage({ asked: keys });
  return new Promise((done) => setTimeout(() => {
    channel.removeEventListener("message", hear);
    done(found);
  }, ANSWERED_WITHIN));
}

// The drawer of one form: `load` what this tab wrote, `leftOver` what a closed tab left, `write`, `clear`.
// `onlyHere` keeps it in this tab alone: it goes when the tab is closed. `lasts` is in milliseconds.
export function drawer(name, { onlyHere, lasts }) {
  const store = onlyHere ? sessionStorage : localStorage;
  const start = PREFIX + name;
  let key = `${start}@${thisTab()}`;
  held.add(key);
  const keys = () => Object.keys(store).filter((one) => one === start || one.startsWith(`${start}@`));
  for (const one of keys()) if (!read(store, one, lasts)) store.removeItem(one);

  return {
    get key() {
      return key;
    },
    load: () => read(store, key, lasts),
    clear: () => store.removeItem(key),
    write(draft) {
      try {
        store.setItem(key, JSON.stringify({ at: Date.now(), ...draft }));
        return true;
      } catch {
        return false;
      }
    },
    async leftOver() {
      const others = keys().filter((one) => one !== key);
      const open = await heldElsewhere([key, ...others]);
      if (open.has(key)) moveOut();
      if (store.getItem(key)) return null;
      const left = others.filter((one) => !open.has(one)).map((one) => [one, read(store, one, lasts)]);
      const [from, draft] = left.sort((a, b) => b[1].at - a[1].at)[0] ?? [];
      if (!draft) return null;
      store.setItem(key, store.getItem(from));
      store.removeItem(from);
      return draft;
    },
  };

  // A tab that was made as a copy of another has its number too: it takes a new one, and a copy of the draft.
  function moveOut() {
    const draft = store.getItem(key);
    held.delete(key);
    sessionStorage.setItem(TAB, random());
    key = `${start}@${thisTab()}`;
    held.add(key);
    if (draft) store.setItem(key, draft);
  }
}

// What lies under a key, wherever that is, and its removal.
export function takeOut(key) {
  const store = localStorage.getItem(key) === null ? sessionStorage : localStorage;
  const draft = read(store, key, Infinity);
  store.removeItem(key);
  return draft;
}

function read(store, key, lasts) {
  try {
    const draft = JSON.parse(store.getItem(key));
    return draft && Date.now() - draft.at < lasts ? draft : null;
  } catch {
    return null;
  }
}
