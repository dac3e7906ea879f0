// Print and copy: portal.css hides their buttons where no script runs.
for (const button of document.querySelectorAll("[data-print], [data-copy]")) {
  button.addEventListener("click", async () => {
    if ("print" in button.dataset) return window.print();
    const field = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText(field ? field.value : window.location.href.split("#")[0]);
    button.textContent = "Lien copié";
    document.querySelector("[data-copied]").textContent = "Lien copié";
  });
}
