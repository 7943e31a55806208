// A photograph is made smaller before it leaves the phone: it is sent sooner, and what the camera wrote into it stays
// behind. Where a browser cannot, it is sent as it is, and the site does the same.
const LONGEST = 2000;
const QUALITY = 0.85;

async function smaller(file) {
  const drawn = await createImageBitmap(file, { imageOrientation: "from-image" });
  const share = Math.min(1, LONGEST / Math.max(drawn.width, drawn.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(drawn.width * share));
  canvas.height = Math.max(1, Math.round(drawn.height * share));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(drawn, 0, 0, canvas.width, canvas.height);
  const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  return made && new File([made], "photograph.jpg", { type: "image/jpeg" });
}

async function prepare(input) {
  const [chosen] = input.files;
  if (!chosen?.type.startsWith("image/")) return;
  const made = await smaller(chosen).catch(() => null); // no picture that this browser knows: the site will say so
  if (made) {
    const kept = new DataTransfer();
    kept.items.add(made);
    input.files = kept.files;
  }
  const most = Number(input.dataset.photograph);
  const tooLarge = input.files[0].size > most;
  input.setCustomValidity(tooLarge ? "This photograph is too large to be sent from here. Choose another." : "");
  if (tooLarge) input.reportValidity();
}

for (const input of document.querySelectorAll("input[data-photograph]")) {
  let preparing = null;
  input.addEventListener("change", () => {
    input.setCustomValidity("");
    const mine = prepare(input).finally(() => {
      if (preparing === mine) preparing = null;
    });
    preparing = mine;
  });
  // Who sends it at once waits for it. The forms are not checked by the browser, so what is too large is held here.
  input.form.addEventListener("submit", (event) => {
    if (preparing) {
      event.preventDefault();
      const button = event.submitter;
      preparing.finally(() => input.form.requestSubmit(button));
    } else if (!input.checkValidity()) {
      event.preventDefault();
      input.reportValidity();
    }
  });
}
