// The conversation as it is seen: who said what, and what the line did.
import { el } from "../desk/dom.js";

const talk = document.querySelector("[data-talk]");

export function clear() {
    talk.replaceChildren();
}

// Adds what the receptionist said; `choose` shows the decision behind it.
export function receptionistSaid(texts, milliseconds, choose) {
    const button = el("button", { type: "button", class: "bubble hers" }, texts.join(" "));
    button.addEventListener("click", () => { mark(button); choose(); });
    add(el("li", { class: "her-turn" },
        el("span", { class: "unseen" }, "Receptionist: "), button,
        el("small", {}, `answered in ${milliseconds.toFixed(0)} ms`)));
    mark(button);
}

export function callerDid(text, isSpoken) {
    add(el("li", { class: "their-turn" },
        el("span", { class: "unseen" }, "Caller: "),
        el("span", { class: isSpoken ? "bubble theirs" : "deed" }, text)));
}

export function lineDid(text) {
    add(el("li", { class: "line-did" }, text));
}

function mark(button) {
    for (const other of talk.querySelectorAll("[aria-current]")) other.removeAttribute("aria-current");
    button.setAttribute("aria-current", "true");
}

function add(item) {
    talk.append(item);
    talk.scrollTo({ top: talk.scrollHeight });
}
