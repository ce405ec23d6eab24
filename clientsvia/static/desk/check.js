// The publish page: puts every phrase of the draft to the engine, share by share.
import { el, link, post } from "./dom.js";

for (const card of document.querySelectorAll("[data-check]")) {
    const form = card.querySelector("form");
    form.addEventListener("submit", (event) => { event.preventDefault(); run(card, form); });
}

async function run(card, form) {
    const button = form.querySelector("button");
    const place = card.querySelector("[data-progress]");
    const state = { triedTo: 0, total: null, testPhrases: 0, lost: [] };
    button.disabled = true;
    card.querySelector("[data-idle]")?.remove();
    place.hidden = false;
    draw(place, state, "Reading the draft…");
    try {
        while (state.total === null || state.triedTo < state.total) {
            add(state, await post(card.dataset.url, share(card, form, state.triedTo)));
            draw(place, state, `${state.triedTo} of ${state.total} phrases tried`);
        }
        finish(place, state);
    } catch (error) {
        place.replaceChildren(el("p", { class: "desk-message bad", role: "alert" }, error.message));
    }
    button.disabled = false;
    button.textContent = "Check again";
}

function share(card, form, begin) {
    const data = new FormData(form);
    data.set("digest", card.dataset.digest);
    data.set("begin", begin);
    return data;
}

function add(state, answer) {
    state.triedTo = answer.triedTo;
    state.total = answer.total;
    state.testPhrases += answer.testPhrases;
    state.lost.push(...answer.lost);
}

function draw(place, state, text) {
    place.replaceChildren(
        el("progress", { class: "desk-bar", max: state.total ?? 1, value: state.triedTo, "aria-label": "Phrases tried" }),
        el("p", { class: "desk-note" }, `${text}; ${state.lost.length} lost so far.`));
}

function finish(place, state) {
    const missed = state.lost.filter((one) => one.kind === "test phrase").length;
    const share = state.testPhrases ? Math.floor(100 * (state.testPhrases - missed) / state.testPhrases) : 100;
    const kind = state.lost.length ? "care" : "good";
    place.replaceChildren(
        el("p", { class: `desk-message ${kind}`, role: "status" },
            `${share} % of ${state.testPhrases} test phrases reach their scenario. ${state.lost.length} of ${state.total} phrases are lost to another scenario, or to none.`),
        state.lost.length ? table(state.lost) : "");
}

function table(lost) {
    const heads = ["Phrase", "Wanted", "Reached"].map((text) => el("th", {}, text));
    return el("div", { class: "desk-scroll" }, el("table", { class: "desk-table" },
        el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...lost.map(row))));
}

function row(one) {
    return el("tr", {},
        el("td", {}, `${one.phrase} `, el("span", { class: "desk-note" }, one.kind)),
        el("td", {}, named(one.wanted)), el("td", {}, named(one.reached)));
}

function named(scenario) {
    return scenario ? link(scenario.name, scenario.url) : "—";
}
