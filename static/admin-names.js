// Gives the fields that select2 draws the name of the list that they stand for.
(() => {
  const nameOf = (list) => list.getAttribute("aria-label") || list.labels[0]?.textContent.replace(/\s*:?\s*$/, "").trim();

  const name = (box) => {
    const list = box.previousElementSibling;
    const text = list?.matches("select") && nameOf(list);
    if (!text) return;
    const chosen = box.querySelector(".select2-selection--single .select2-selection__rendered");
    const drawn = box.querySelector(".select2-selection");
    drawn.setAttribute("aria-label", text);
    box.querySelector(".select2-search__field")?.setAttribute("aria-label", text);
    if (!chosen) return;
    chosen.setAttribute("aria-label", text);
    drawn.removeAttribute("aria-labelledby");  // it named the field after what is chosen in it
    drawn.setAttribute("aria-describedby", chosen.id);
  };

  const nameAll = (root) => {
    root.querySelectorAll(".select2-container").forEach(name);
    root.querySelectorAll(".select2-search--dropdown input").forEach((input) => input.setAttribute("aria-label", "Rechercher"));
  };

  nameAll(document);
  new MutationObserver((changes) => {
    const added = changes.flatMap((change) => Array.from(change.addedNodes));
    added.filter((node) => node.matches?.(".select2-container")).forEach((box) => nameAll(box.parentElement));
  }).observe(document.body, { childList: true, subtree: true });
})();
