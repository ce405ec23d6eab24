// Choosing companies: the search narrows the list as one types, and one box ticks all that are shown.
import { el } from "./dom.js";

const form = document.querySelector("[data-scripted]");
const rows = [...document.querySelectorAll("#desk-targets tr[data-name]")];
const boxes = [...form.querySelectorAll("[name=companies]")];
const all = document.querySelector("[data-tick-all]");
const search = document.querySelector("[data-filter]");

form.append(el("input", { type: "hidden", name: "scripted", value: "1" }));
all.hidden = false;
search.addEventListener("input", filter);
all.addEventListener("change", () => { shown().forEach((box) => { box.checked = all.checked; }); tell(); });
boxes.forEach((box) => box.addEventListener("change", tell));
count();

function filter() {
    const text = search.value.trim().toLowerCase();
    rows.forEach((row) => { row.hidden = !row.dataset.name.includes(text); });
    count();
}

function shown() {
    return boxes.filter((box) => !box.closest("tr").hidden);
}

function tell() {
    form.querySelector("[name=which][value=chosen]").checked = true;
    count();
}

function count() {
    const ticked = boxes.filter((box) => box.checked).length;
    const visible = shown();
    all.checked = visible.length > 0 && visible.every((box) => box.checked);
    form.querySelector("[data-ticked]").textContent = ticked ? `${ticked} ticked` : "";
}
