// The QR code of an appointment carries its code behind the "#", which is sent to nobody: put it into the field, and
// take it out of the address, so that it does not stay in the history of a shared device.
const code = decodeURIComponent(location.hash.slice(1));
const field = document.querySelector('input[name="code"]');
if (field && /^[0-9A-Za-z-]{9,11}$/.test(code)) {
  field.value = code;
  history.replaceState(null, "", location.pathname + location.search);
  field.form.querySelector('button[type="submit"]').focus();
}
