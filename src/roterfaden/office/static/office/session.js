/* The rating session by keyboard: arrow keys, Page Up and Page Down lead to the neighbouring goals, as with any
   presenter's remote control. Without this file the links do the same. */

const isTyping = (node) => node.closest("textarea, select, input, summary") !== null;
const KEYS = { ArrowLeft: "before", PageUp: "before", ArrowRight: "after", PageDown: "after" };

document.addEventListener("keydown", (event) => {
  const where = KEYS[event.key];
  if (!where || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || isTyping(event.target)) return;
  const link = document.querySelector(`.review-room__bar [data-${where}]`);
  if (!link) return;
  event.preventDefault();
  window.location.href = link.href;
});
