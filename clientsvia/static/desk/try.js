// "Try a phrase": asks the engine while one types, with the triggers as they stand in the form.
import { el, link, post } from "./dom.js";

const PAUSE_MS = 250;
const LISTS = ["triggers", "negative_triggers", "regex_triggers"];

for (const panel of document.querySelectorAll("[data-try]")) start(panel);

function start(panel) {
    const form = panel.querySelector("form");
    const result = panel.querySelector("[data-result]");
    let running = null;
    let timer = null;

    async function ask() {
        clearTimeout(timer);
        running?.abort();
        const phrase = form.elements.phrase.value.trim();
        if (!phrase) return show(result, null);
        running = new AbortController();
        result.setAttribute("aria-busy", "true");
        try {
            show(result, decision(panel, await post(form.action, asked(panel, form, phrase), running.signal)));
        } catch (error) {
            if (error.name !== "AbortError") show(result, failure(error));
        }
    }

    form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
    form.elements.phrase.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE_MS); });
    panel.querySelector("[data-close]")?.addEventListener("click", () => { form.elements.phrase.value = ""; show(result, null); });
    panel.querySelector("[data-test-phrases]")?.addEventListener("click", () => tryAll(panel, form, result));
}

function asked(panel, form, phrase) {
    const data = new FormData(form);
    data.set("phrase", phrase);
    for (const name of LISTS) {
        const field = panel.dataset.scenario && document.getElementById(`id_${name}`);
        if (field) data.set(name, field.value);
    }
    return data;
}

function show(result, content) {
    result.removeAttribute("aria-busy");
    result.hidden = !content;
    result.replaceChildren(...(content ? [content] : []));
}

function failure(error) {
    return el("p", { class: "desk-message bad", role: "alert" }, error.message);
}

function decision(panel, answer) {
    return el("div", { class: "desk-try-answer" },
        el("div", {}, heading(panel, answer), said(answer), heard(answer)),
        el("div", {}, candidates(answer), trace(answer)));
}

function heading(panel, answer) {
    const row = el("p", { class: "desk-row" });
    const wanted = panel.dataset.scenario;
    if (!answer.answer) row.append(el("span", { class: "desk-tag care" }, "nothing reaches its threshold"));
    else row.append(el("strong", { class: "desk-strong" }, link(answer.answer.name, answer.answer.url)), el("code", { class: "desk-code" }, answer.answer.key));
    if (wanted && answer.answer?.key === wanted) row.append(tag("good", "this scenario"));
    else if (wanted) row.append(tag("bad", "not this scenario"));
    if (answer.confirm) row.append(tag("care", "asked back first"));
    if (answer.emergency) row.append(tag("bad", "emergency by rule"));
    if (answer.urgency) row.append(tag("care", `urgency ${answer.urgency.toFixed(2)}`));
    row.append(tag("", `${answer.milliseconds} ms`));
    return row;
}

function tag(kind, text) {
    return el("span", { class: `desk-tag ${kind}` }, text);
}

function said(answer) {
    return answer.reply && el("p", { class: "desk-try-reply" }, `“${answer.reply}”`);
}

function heard(answer) {
    const parts = [["Heard as", answer.words], ["Left out", answer.stripped.join(", ")],
        ["Also asked", answer.also.map((one) => one.name).join(", ")], ["Why", answer.reason]];
    return el("dl", { class: "desk-try-heard" },
        ...parts.filter(([, text]) => text).flatMap(([name, text]) => [el("dt", {}, name), el("dd", {}, text)]));
}

function candidates(answer) {
    if (!answer.candidates.length) return el("p", { class: "desk-note" }, "No scenario shares a word with it.");
    return el("table", { class: "desk-table desk-try-scores" },
        el("thead", {}, el("tr", {}, el("th", {}, "Candidate"), el("th", { class: "number" }, "Score"), el("th", {}, ""), el("th", { class: "number" }, "Needs"))),
        el("tbody", {}, ...answer.candidates.map(candidate)));
}

function candidate(one) {
    const kind = one.score >= one.needs ? "good" : "faint";
    return el("tr", {},
        el("td", {}, link(one.name, one.url)),
        el("td", { class: "number" }, one.score.toFixed(2)),
        el("td", { class: "desk-try-bar" }, el("progress", { class: `desk-bar ${kind}`, max: 1, value: one.score })),
        el("td", { class: "number" }, one.needs.toFixed(2)));
}

function trace(answer) {
    return el("details", { class: "desk-fold" }, el("summary", {}, "The whole trace"), el("pre", {}, JSON.stringify(answer.trace, null, 2)));
}

async function tryAll(panel, form, result) {
    const phrases = document.getElementById("id_test_phrases").value.split("\n").map((line) => line.trim()).filter(Boolean);
    if (!phrases.length) return show(result, el("p", { class: "desk-note" }, "This scenario has no test phrases yet."));
    const list = el("ul", { class: "desk-try-all" });
    show(result, list);
    for (const phrase of phrases) list.append(await attempt(panel, form, phrase));
}

async function attempt(panel, form, phrase) {
    try {
        const answer = await post(form.action, asked(panel, form, phrase));
        const isReached = answer.answer?.key === panel.dataset.scenario;
        const reached = isReached ? "reaches it" : `reaches ${answer.answer?.name ?? "nothing"}`;
        return el("li", { class: "desk-row" }, tag(isReached ? "good" : "bad", reached), phrase, el("span", { class: "desk-note" }, answer.score.toFixed(2)));
    } catch (error) {
        return el("li", {}, failure(error));
    }
}
