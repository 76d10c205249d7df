/** Photos, made small before they are kept: a card is readable at this size, and a room full of phones shares one line. */

const LONGEST = 2000;
const QUALITY = 0.85;

/**
 * @param {File} file
 * @returns {Promise<Blob|null>} the picture upright as JPEG without EXIF, or null when the browser cannot read it
 */
export async function small(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", QUALITY); });
  } catch {
    return null;
  }
}
