/** The code of a card that has arrived: large, as QR code, and as a picture to keep. */

/** An SVG text as something an <img> can show. */
const asImage = (svg) => `data:image/svg+xml,${encodeURIComponent(svg)}`;

/**
 * Fill the panel that shows the newest code.
 * @param {HTMLElement} panel holds elements with data-part: title, code, qr, link, picture
 * @param {import("./store.js").Card} card
 * @param {Object<string, string>} words
 */
export function showReceipt(panel, card, words) {
  const part = (name) => panel.querySelector(`[data-part="${name}"]`);
  const { number, code, address, qr } = card.receipt;
  part("title").textContent = words.saved.replace("%(number)s", number);
  part("code").textContent = code;
  if (qr) part("qr").src = asImage(qr);
  part("qr").hidden = !qr;
  const link = part("link");
  if (link) link.href = address;
  const picture = part("picture");
  if (picture) picture.onclick = () => savePicture(card.receipt, words);
  panel.hidden = false;
}

/** Save code and QR code as a PNG, for people who note nothing down. */
async function savePicture({ code, qr }, words) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [720, 900];
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#000";
  pen.textAlign = "center";
  pen.font = "32px system-ui, sans-serif";
  pen.fillText(words.picture, 360, 80, 660);
  pen.font = "600 72px ui-monospace, monospace";
  pen.fillText(code, 360, 180, 660);
  const image = new Image();
  image.src = asImage(qr);
  await image.decode();
  pen.imageSmoothingEnabled = false;
  pen.drawImage(image, 110, 260, 500, 500);
  pen.font = "28px system-ui, sans-serif";
  pen.fillText(location.host, 360, 840, 660);
  const link = document.createElement("a");
  link.href = canvas.toDataURL("image/png");
  link.download = `${words.file}-${code}.png`;
  link.click();
}
