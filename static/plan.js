// Lines of the calendar moved with the mouse. The buttons of each step do the same without this script.
(() => {
  const list = document.querySelector("[data-reorder]");
  const form = document.getElementById("ordre");
  if (!list || !form || list.children.length < 2) return;

  const order = () => Array.from(list.children, (step) => step.dataset.key).join(",");
  const before = Array.from(list.children);
  const former = order();
  let moved = null;

  for (const step of before) {
    const grip = document.createElement("span");
    grip.className = "grip";
    grip.title = "Faire glisser pour déplacer";
    grip.setAttribute("aria-hidden", "true");
    grip.draggable = true;
    grip.addEventListener("dragstart", (event) => {
      moved = step;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", step.dataset.key);
      event.dataTransfer.setDragImage(step, 20, 20);
      step.classList.add("moved");
    });
    grip.addEventListener("dragend", (event) => {
      moved = null;
      step.classList.remove("moved");
      if (event.dataTransfer.dropEffect === "none") list.append(...before);
      else if (order() !== former) {
        form.elements.ordre.value = order();
        form.submit();
      }
    });
    step.querySelector("strong").append(grip);
    step.addEventListener("dragover", (event) => {
      if (!moved) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "move";
      if (moved === step) return;
      const box = step.getBoundingClientRect();
      if (event.clientY > box.top + box.height / 2) step.after(moved);
      else step.before(moved);
    });
  }
  list.addEventListener("drop", (event) => event.preventDefault());
})();
