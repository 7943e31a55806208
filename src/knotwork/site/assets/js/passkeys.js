// Passkeys: forms with `data-passkey` ask the browser for one, and send what it says. Without this script they stay hidden
// where another way is offered. The options stand in the page, or are fetched from `data-passkey-ask`.
const canUse = typeof PublicKeyCredential === "function" && "parseRequestOptionsFromJSON" in PublicKeyCredential;

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!canUse) continue;
  form.hidden = false;
  form.addEventListener("submit", (event) => ask(event, form));
}

async function ask(event, form) {
  if ("answered" in form.dataset) return;
  event.preventDefault();
  try {
    const { creation_options: create, request_options: request } = await options(form);
    const credential = create
      ? await navigator.credentials.create({ publicKey: creation(create.publicKey, form) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(request.publicKey) });
    form.elements.credential.value = JSON.stringify(credential);
    form.dataset.answered = "";
    form.requestSubmit();
  } catch (refusal) {
    say(form, refusal);
  }
}

async function options(form) {
  const address = form.dataset.passkeyAsk;
  if (!address) return JSON.parse(document.getElementById("passkey-options").textContent);
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`The site answered ${response.status}.`);
  return response.json();
}

function creation(wanted, form) {
  const alone = document.getElementById(form.dataset.passkeyAlone)?.checked;
  const kind = alone
    ? { residentKey: "required", requireResidentKey: true, userVerification: "required" }
    : { residentKey: "discouraged", requireResidentKey: false };
  const selection = { ...wanted.authenticatorSelection, ...kind };
  return PublicKeyCredential.parseCreationOptionsFromJSON({ ...wanted, authenticatorSelection: selection });
}

function say(form, refusal) {
  const told = form.querySelector("[role=alert]") ?? form.appendChild(document.createElement("p"));
  told.setAttribute("role", "alert");
  told.textContent =
    refusal.name === "NotAllowedError"
      ? "Your device did not let us use a passkey. Try again, or sign in another way."
      : `That did not work: ${refusal.message} Try again, or sign in another way.`;
}
