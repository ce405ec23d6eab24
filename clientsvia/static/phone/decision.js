// Why a turn was answered as it was.
import { el } from "../desk/dom.js";

const panel = document.querySelector("[data-decision]");
const KINDS = {
    qna: "the company's own answer", scenario: "scenario", confirm: "asked back first",
    fallback: "nothing reaches its score", noted: "noted for the team", transfer: "puts through",
    silence: "heard nothing", greeting: "greeting",
};
const SHOWN = ["Heard", "Read as", "Left out", "Put right", "Emergency", "Urgent words", "Also asked", "Why"];

export function show(turn) {
    panel.replaceChildren(...(turn ? parts(turn) : [el("p", { class: "note empty" }, "Nothing is on record of this answer.")]));
}

function parts(turn) {
    return [heading(turn), story(turn), candidates(turn), values(turn), trace(turn)].filter(Boolean);
}

function heading(turn) {
    const isEmergency = Boolean(turn.trace.emergency);
    return el("div", { class: "verdict" },
        el("p", { class: "note" }, `Turn ${turn.index}`),
        el("h2", {}, turn.scenarioKey ?? KINDS[turn.kind] ?? turn.kind),
        el("p", { class: "row" },
            tag("", turn.scenarioKey && turn.kind === "scenario" ? "scenario" : KINDS[turn.kind] ?? turn.kind),
            turn.score !== null && tag(turn.score >= 0.8 ? "good" : "care", `score ${turn.score.toFixed(2)}`),
            isEmergency && tag("bad", "emergency by rule"),
            turn.urgency > 0 && tag(turn.urgency === 1 ? "bad" : "care", `urgency ${turn.urgency.toFixed(2)}`),
            tag("", `${turn.latencyMs.toFixed(1)} ms`)));
}

function story(turn) {
    const lines = turn.explanation.filter(({ label }) => SHOWN.includes(label));
    if (!lines.length) return el("p", { class: "note" }, "There was nothing to understand in this turn.");
    return el("dl", { class: "story" }, ...lines.flatMap(({ label, text }) => [el("dt", {}, label), el("dd", {}, text)]));
}

function candidates(turn) {
    if (!turn.candidates.length) return null;
    return el("table", {},
        el("caption", {}, "What came into question"),
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Candidate"), el("th", { scope: "col", colspan: 2 }, "Score"), el("th", { scope: "col" }, "Needs"))),
        el("tbody", {}, ...turn.candidates.map(candidate)));
}

function candidate({ kind, name, score, needs }) {
    return el("tr", { class: score >= needs ? "enough" : null },
        el("th", { scope: "row" }, name, kind === "qna" && el("small", {}, "question")),
        el("td", { class: "number" }, score.toFixed(2)),
        el("td", { class: "bar" }, el("progress", { max: 1, value: score, "aria-label": `score of ${name}` })),
        el("td", { class: "number" }, needs.toFixed(2)));
}

function values({ variables }) {
    const names = Object.keys(variables);
    if (!names.length) return null;
    return el("div", {}, el("h3", {}, "Values that were spoken"),
        el("dl", { class: "story" }, ...names.flatMap((name) => [el("dt", {}, name), el("dd", {}, variables[name])])));
}

function trace(turn) {
    if (!Object.keys(turn.trace).length) return null;
    return el("details", {}, el("summary", {}, "The whole trace"), el("pre", { tabindex: 0 }, JSON.stringify(turn.trace, null, 2)));
}

function tag(kind, text) {
    return el("span", { class: `tag ${kind}` }, text);
}
