// Print and copy need JavaScript: their buttons show only where it runs.
for (const button of document.querySelectorAll("[data-print], [data-copy]")) {
  button.parentElement.hidden = false;
  button.addEventListener("click", async () => {
    if ("print" in button.dataset) return window.print();
    await navigator.clipboard.writeText(window.location.href.split("#")[0]);
    button.textContent = "Lien copié";
  });
}
