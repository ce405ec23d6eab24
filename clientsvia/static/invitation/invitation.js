/* The link's secret stands behind the `#`: it goes into its field, and out of the address bar. */
const token = window.location.hash.slice(1);
if (token) {
  document.getElementById("id_token").value = token;
  window.history.replaceState(null, "", window.location.pathname);
}
