// Rows of a card moved with the mouse, or one place at a time by buttons. The numbers are what is sent.
(() => {
  const FIELD = "input[name$='-position']";
  const ROWS = ":scope > .inline-related, :scope > tr.form-row";

  const rowOf = (input) => input.closest("tr.form-row, .inline-related:not(.tabular)");
  const isRow = (row) => !row.classList.contains("empty-form");
  const rowsBeside = (row) => Array.from(row.parentElement.querySelectorAll(ROWS)).filter(isRow);

  const renumber = (rows) => {
    rows.forEach((row, index) => {
      const input = row.querySelector(FIELD);
      if (Number(input.value) === index + 1) return;
      input.value = index + 1;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
  };

  const move = (row, step, button) => {
    const rows = rowsBeside(row);
    const other = rows[rows.indexOf(row) + step];
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    renumber(rowsBeside(row));
    button.focus();
  };

  const button = (sign, text, row, step) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "order-button";
    made.title = text;
    made.setAttribute("aria-label", text);
    made.textContent = sign;
    made.addEventListener("click", () => move(row, step, made));
    return made;
  };

  let moved = null;

  const grip = (row) => {
    const made = document.createElement("span");
    made.className = "order-grip";
    made.title = "Faire glisser pour déplacer";
    made.setAttribute("aria-hidden", "true");
    made.draggable = true;
    made.addEventListener("dragstart", (event) => {
      moved = row;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", row.id);
      event.dataTransfer.setDragImage(row, 20, 20);
    });
    made.addEventListener("dragend", () => {
      moved = null;
      renumber(rowsBeside(row));
    });
    return made;
  };

  const over = (event, row) => {
    if (!moved || moved.parentElement !== row.parentElement) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    if (moved === row) return;
    const box = row.getBoundingClientRect();
    if (event.clientY > box.top + box.height / 2) row.after(moved);
    else row.before(moved);
  };

  const prepare = (input) => {
    const row = rowOf(input);
    if (!row || !isRow(row) || row.dataset.orderable) return;
    row.dataset.orderable = "yes";
    const tools = document.createElement("span");
    tools.className = "order-tools";
    tools.append(grip(row), button("▲", "Monter", row, -1), button("▼", "Descendre", row, 1));
    input.after(tools);
    row.addEventListener("dragover", (event) => over(event, row));
    row.addEventListener("drop", (event) => event.preventDefault());
  };

  const prepareAll = (root) => root.querySelectorAll(FIELD).forEach(prepare);

  prepareAll(document);
  document.addEventListener("formset:added", (event) => {
    const row = event.target;
    const input = row.querySelector(FIELD);
    if (!input) return;
    input.value = rowsBeside(row).length;  // a new row comes last
    prepare(input);
  });
})();
