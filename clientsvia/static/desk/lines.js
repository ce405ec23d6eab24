// Under a list that is edited one item a line: how many there are, and how long each reply is.
import { el } from "./dom.js";

for (const field of document.querySelectorAll("textarea[data-counted]")) {
    const most = Number(field.dataset.most) || 0;
    const counter = el("div", { class: "desk-lines", "aria-live": "polite" });
    field.after(counter);
    const count = () => counter.replaceChildren(...summary(field, most));
    field.addEventListener("input", count);
    count();
}

function summary(field, most) {
    const lines = field.value.split("\n").map((line) => line.trim()).filter(Boolean);
    if (!lines.length) return [];
    const noun = lines.length === 1 ? field.dataset.counted : field.dataset.countedMany;
    const total = el("span", { class: "desk-note" }, `${lines.length} ${noun}`);
    return most ? [total, ...lines.map((line, place) => length(line, place + 1, most))] : [total];
}

function length(line, place, most) {
    const isOver = line.length > most;
    return el("span", { class: `desk-length${isOver ? " over" : ""}`, title: line },
        `line ${place}`,
        el("progress", { class: `desk-bar ${isOver ? "bad" : "good"}`, max: most, value: Math.min(line.length, most), "aria-label": `length of line ${place}` }),
        `${line.length}/${most}`);
}
