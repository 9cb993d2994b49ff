// The table of rounds: every input is a plain text field, a changed one is marked as the reader's.
// Python decides what a typed text means; this file only sends it and shows what came back.

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== "" && value !== null && value !== undefined && value !== false) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

function sourceLink(cell) {
  if (!cell.url) return [];
  return [el("a", { class: "src", href: cell.url, target: "_blank", rel: "noreferrer", title: cell.source, "aria-label": cell.source }, "↗")];
}

function cellClass(cell) {
  return [cell.basis === "assumed" ? "mine" : cell.basis === "estimated" ? "estimated" : "", cell.main ? "main" : "", cell.none ? "none" : ""].join(" ").trim();
}

function drawCell(cell, row, send) {
  const td = el("td", { class: cellClass(cell), "data-label": cell.label, title: cell.title });
  if (!cell.editable) {
    td.append(el("span", { class: "n" }, cell.text), ...(cell.text ? sourceLink(cell) : []));
    if (cell.was) td.append(el("span", { class: "was" }, cell.was));
    return td;
  }
  if (cell.choices) {
    const options = cell.choices.map(([value, words]) => el("option", { value, selected: value === cell.text ? "selected" : "" }, words));
    const select = el("select", { "aria-label": `${row.name}, ${cell.label}`, "data-field": cell.field, "data-row": row.key }, ...options);
    select.onchange = () => send({ row: row.key, field: cell.field, typed: select.value });
    td.append(select);
    return td;
  }
  const input = el("input", { value: cell.text, "aria-label": `${row.name}, ${cell.label}`, "data-field": cell.field, "data-row": row.key,
    placeholder: cell.hint,
    "aria-invalid": cell.rejected ? "true" : "", autocomplete: "off", spellcheck: "false", inputmode: "text" });
  if (cell.rejected) input.value = cell.rejected;
  const commit = () => {
    if (input.value !== (cell.rejected || cell.text)) send({ row: row.key, field: cell.field, typed: input.value });
  };
  input.onchange = commit;
  input.onfocus = () => input.select();
  input.onkeydown = (event) => {
    if (event.key === "Escape") { input.value = cell.text; input.blur(); }
  };
  td.append(input);
  if (cell.undo) {
    const undo = el("button", { class: "undo", type: "button", title: cell.undo, "aria-label": cell.undo }, "↩");
    undo.onclick = () => send({ row: row.key, field: cell.field, undo: true });
    td.append(undo);
  } else {
    td.append(...sourceLink(cell));
  }
  return td;
}

function drawRow(row, send) {
  const tr = el("tr", { "data-row": row.key });
  for (const cell of row.cells) tr.append(drawCell(cell, row, send));
  const tools = el("td", { class: "tools" });
  for (const [action, symbol, title] of row.tools) {
    const button = el("button", { type: "button", title, "aria-label": title, "data-action": action }, symbol);
    button.onclick = () => send({ row: row.key, action });
    tools.append(button, " ");
  }
  tr.append(tools);
  return tr;
}

export default function (component) {
  const { data: [data], parentElement, setTriggerValue } = component;
  const send = (message) => setTriggerValue("edit", { ...message, nonce: Date.now() + Math.random() });
  const root = parentElement.querySelector(".wrap");
  root.style.setProperty("--fc-mine", data.mine);
  const focused = root.getRootNode().activeElement;
  const at = focused && focused.dataset && focused.dataset.field ? [focused.dataset.row, focused.dataset.field, focused.value] : null;
  const head = el("tr", {}, ...data.head.map(([label, help]) => el("th", { title: help, scope: "col" }, label)), el("th", {}));
  const body = el("tbody", {}, ...data.rows.map((row) => drawRow(row, send)));
  const back = data.removed.map(([key, label]) => {
    const button = el("button", { class: "back", type: "button" }, label);
    button.onclick = () => send({ row: key, action: "restore" });
    return button;
  });
  root.replaceChildren(el("table", {}, el("thead", {}, head), body), ...back);
  if (at) {
    const again = root.querySelector(`[data-row="${at[0]}"][data-field="${at[1]}"]`);
    if (again) { again.focus({ preventScroll: true }); if (again.select) again.select(); }
  }
}
