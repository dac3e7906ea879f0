/* Security keys: ties allauth's scripts to the buttons of the page, without a line inside it. */
(function () {
  "use strict";
  const use = document.getElementById("use-key");
  const add = document.getElementById("add-key");
  const forms = window.allauth.webauthn.forms;
  const ids = (button) => ({ credential: button.dataset.credential, data: "key-data" });
  if (use) forms.authenticateForm({ ids: { authenticate: "use-key", ...ids(use) } });
  if (add) forms.addForm({ ids: { add: "add-key", ...ids(add) } });
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    document.getElementById("key-error").textContent = "La clé n'a pas répondu, ou l'opération a été annulée. Réessayez.";
  });
})();
