// After an answer the map is drawn anew: put the focus back on the question that comes next.
document.addEventListener("htmx:afterSettle", () => {
  const question = document.getElementById("suite") || document.getElementById("carte");
  if (question) question.focus();
});
