// The list is drawn anew: keep folded what was folded, and after anything but a tick
// (a search, a filter taken away) put the focus on the count, which is read out.
let folds = new Map();
document.addEventListener("htmx:beforeSwap", () => {
  folds = new Map(Array.from(document.querySelectorAll("#catalogue details[id]"), (part) => [part.id, part.open]));
});
document.addEventListener("htmx:afterSettle", (event) => {
  for (const [id, open] of folds) {
    const part = document.getElementById(id);
    if (part) part.open = open;
  }
  const cause = event.detail.requestConfig.triggeringEvent;
  if (cause && cause.type !== "change") document.getElementById("compte").focus();
});
