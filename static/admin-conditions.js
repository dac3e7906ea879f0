// The value of a condition, asked in the way of its criterion. The field of JSON stays the one that
// is sent: without this script it is filled by hand, and the server checks it either way.
(() => {
  const data = document.getElementById("vocabulaire");
  if (!data) return;
  const vocabulary = JSON.parse(data.textContent);
  const LISTS = ["in", "not_in"];
  let number = 0;

  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  const labelled = (text, control) => {
    control.id = `reponse-${(number += 1)}`;
    return make("span", { className: "answer-part" }, make("label", { htmlFor: control.id, textContent: text }), control);
  };

  const read = (field) => {
    try {
      return JSON.parse(field.value);
    } catch {
      return null;
    }
  };

  const numberBounds = (criterion, value, write) => {
    const [low, high] = [0, 1].map((index) => make("input", {
      type: "number", min: criterion.minimum, max: criterion.maximum,
      value: Array.isArray(value) && value[index] !== null ? value[index] : "",
    }));
    const told = () => write([low, high].map((input) => (input.value === "" ? null : Number(input.value))));
    for (const input of [low, high]) input.addEventListener("input", told);
    const hint = `de ${criterion.minimum} à ${criterion.maximum} ${criterion.unit} ; vide : sans limite`;
    return [labelled("Au moins", low), labelled("Au plus", high), make("span", { className: "help", textContent: hint })];
  };

  const scaleBounds = (criterion, value, write) => {
    const selects = [0, 1].map((index) => {
      const select = make("select", {}, make("option", { value: "", textContent: "sans limite" }));
      for (const [key, label] of criterion.options) select.append(make("option", { value: key, textContent: label }));
      select.value = (Array.isArray(value) && value[index]) || "";
      return select;
    });
    for (const select of selects) select.addEventListener("change", () => write(selects.map((s) => s.value || null)));
    return [labelled("De", selects[0]), labelled("À", selects[1])];
  };

  const boxes = (criterion, value, write) => {
    const chosen = new Set(Array.isArray(value) ? value : []);
    return criterion.options.map(([key, label]) => {
      const box = make("input", { type: "checkbox", checked: chosen.has(key) });
      box.addEventListener("change", () => {
        if (box.checked) chosen.add(key);
        else chosen.delete(key);
        write(criterion.options.map((option) => option[0]).filter((option) => chosen.has(option)));
      });
      return make("label", { className: "answer-box" }, box, ` ${label}`);
    });
  };

  const yesOrNo = (criterion, value, write) => {
    const name = `reponse-${(number += 1)}`;
    return [[true, "Oui"], [false, "Non"]].map(([answer, label]) => {
      const radio = make("input", { type: "radio", name: `_${name}`, checked: value === answer });
      radio.addEventListener("change", () => write(answer));
      return make("label", { className: "answer-box" }, radio, ` ${label}`);
    });
  };

  const widgetFor = (criterion, operator) => {
    if (LISTS.includes(operator)) return boxes;
    if (operator === "is") return yesOrNo;
    return criterion.type === "nombre" ? numberBounds : scaleBounds;
  };

  const dress = (criterionField, operatorField, valueField) => {
    const place = make("fieldset", { className: "answer" });
    const words = new Map(Array.from(operatorField.options, (option) => [option.value, option.textContent]));
    valueField.after(place);
    const help = document.getElementById(`${valueField.id}_helptext`);  // on writing JSON

    const write = (value) => {
      valueField.value = value === null ? "" : JSON.stringify(value);
      valueField.dispatchEvent(new Event("input", { bubbles: true }));
    };

    const offer = (operators) => {
      const kept = operatorField.value;
      operatorField.replaceChildren(...operators.map((key) => make("option", { value: key, textContent: words.get(key) })));
      operatorField.value = operators.includes(kept) ? kept : operators[0];
      return operatorField.value;
    };

    const draw = (former) => {
      const criterion = vocabulary[criterionField.value];
      valueField.hidden = true;
      if (help) help.hidden = true;
      place.hidden = !criterion;
      if (!criterion) {
        offer(["", "always"].filter((key) => words.has(key)));
        if (former !== undefined) write(null);
        return;
      }
      const operator = offer(criterion.operators);
      if (former !== undefined && former !== kind(criterion, operator)) write(null);
      const legend = make("legend", { textContent: `${criterion.label} ${words.get(operator)}` });
      const parts = widgetFor(criterion, operator)(criterion, read(valueField), write);
      place.classList.toggle("is-list", LISTS.includes(operator));
      place.replaceChildren(legend, ...parts);
    };

    const kind = (criterion, operator) => criterion.label + widgetFor(criterion, operator).name;
    const now = () => {
      const criterion = vocabulary[criterionField.value];
      return criterion && criterion.operators.includes(operatorField.value) ? kind(criterion, operatorField.value) : "";
    };
    let last = now();
    // What cannot be read is shown as it was typed, for its message to make sense.
    const isForeign = valueField.value.trim() && valueField.value.trim() !== "null" && (read(valueField) === null || !now());
    if (isForeign) place.hidden = true;
    else draw();
    const redraw = () => {
      draw(last);
      last = now();
    };
    criterionField.addEventListener("change", redraw);
    operatorField.addEventListener("change", redraw);
  };

  const dressAll = (root) => {
    for (const valueField of root.querySelectorAll("textarea[name$=value]")) {
      if (valueField.name.includes("__prefix__") || valueField.dataset.dressed) continue;
      const stem = valueField.name.replace(/value$/, "");
      const form = valueField.form;
      const [criterion, operator] = ["criterion", "operator"].map((name) => form.elements[stem + name]);
      if (!criterion || !operator || criterion.tagName !== "SELECT") continue;
      valueField.dataset.dressed = "yes";
      dress(criterion, operator, valueField);
    }
  };

  dressAll(document);
  document.addEventListener("formset:added", (event) => dressAll(event.target));

  // A section that is folded opens for the link that leads to it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    const folded = target && (target.closest("details:not([open])") || target.querySelector("details:not([open])"));
    if (folded && !link.closest("details:not([open])")) folded.open = true;
    const menu = link && link.closest(".card-nav details");
    if (menu) menu.open = false;
  });
})();
