// The wizard's last two steps: one request a company, with a bar; it can be stopped and gone on with.
import { el, post } from "./dom.js";

for (const form of document.querySelectorAll("[data-run]")) start(form);

function start(form) {
    const wizard = {
        form,
        rows: [...form.querySelectorAll("tr[data-company]")],
        confirm: form.querySelector("[data-confirm]"),
        stop: form.querySelector("[data-stop]"),
        progress: form.querySelector("[data-progress]"),
        isStopped: false,
    };
    wizard.stop.addEventListener("click", () => { wizard.isStopped = true; wizard.stop.disabled = true; });
    form.addEventListener("submit", (event) => { event.preventDefault(); clone(wizard); });
    window.addEventListener("beforeunload", (event) => { if (wizard.isCloning) event.preventDefault(); });
    preview(wizard);
}

async function preview(wizard) {
    wizard.confirm.disabled = true;
    await each(wizard, wizard.rows, false);
    wizard.confirm.disabled = false;
    tell(wizard, "Previewed");
}

async function clone(wizard) {
    wizard.isCloning = true;
    wizard.form.querySelector("[data-step]").textContent = "Step 3 of 3: report";
    wizard.form.querySelector("[data-lead]").textContent = "One company after the other gets its copy.";
    wizard.form.querySelector("[data-back]").hidden = true;
    wizard.confirm.hidden = true;
    Object.assign(wizard.stop, { hidden: false, disabled: false });
    await each(wizard, wizard.rows.filter((row) => !row.dataset.isDone), true);
    wizard.isCloning = false;
    wizard.stop.hidden = true;
    const left = wizard.rows.filter((row) => !row.dataset.isDone).length;
    if (left) return goOn(wizard, left);
    wizard.form.querySelector("[data-lead]").textContent = "This is what came of it.";
    Object.assign(wizard.form.querySelector("[data-back]"), { hidden: false, textContent: "Clone to more" });
}

function goOn(wizard, left) {
    wizard.confirm.hidden = false;
    wizard.confirm.textContent = `Go on with ${left} more`;
    wizard.form.querySelector("[data-lead]").textContent = "Stopped. What is done stays done; the others are as they were.";
}

async function each(wizard, rows, isConfirmed) {
    wizard.isStopped = false;
    for (const row of rows) {
        if (wizard.isStopped) break;
        await one(wizard, row, isConfirmed);
        tell(wizard, isConfirmed ? "Cloned" : "Previewed", isConfirmed);
    }
}

async function one(wizard, row, isConfirmed) {
    label(row, "", isConfirmed ? "cloning…" : "previewing…");
    try {
        const answer = await post(wizard.form.dataset.run, asked(wizard, row, isConfirmed));
        fill(row, answer.outcomes[0]);
        if (isConfirmed) row.dataset.isDone = "1";
        else row.dataset.isPreviewed = "1";
    } catch (error) {
        label(row, "bad", "Failed");
        row.querySelector("[data-text]").textContent = error.message;
    }
}

function asked(wizard, row, isConfirmed) {
    const data = new FormData(wizard.form);
    data.set("companies", row.dataset.company);
    data.set("which", "chosen");
    if (isConfirmed) data.set("confirmed", "1");
    return data;
}

function fill(row, outcome) {
    for (const cell of row.querySelectorAll("[data-count]")) cell.textContent = outcome[cell.dataset.count];
    row.querySelector("[data-text]").textContent = outcome.text;
    row.querySelector("strong").replaceChildren(el("a", { href: outcome.url, class: "desk-link" }, outcome.name));
    label(row, outcome.kind, outcome.label);
}

function label(row, kind, text) {
    row.querySelector("[data-label]").replaceChildren(el("span", { class: `desk-tag ${kind}` }, text));
}

function tell(wizard, verb, isConfirmed = false) {
    const done = wizard.rows.filter((row) => (isConfirmed ? row.dataset.isDone : row.dataset.isPreviewed)).length;
    wizard.progress.hidden = false;
    wizard.progress.replaceChildren(
        el("progress", { class: `desk-bar${done === wizard.rows.length ? " good" : ""}`, max: wizard.rows.length, value: done, "aria-label": `${verb} companies` }),
        el("p", { class: "desk-note", role: "status" }, `${verb} ${done} of ${wizard.rows.length} companies${summary(wizard)}`));
}

function summary(wizard) {
    const counts = new Map();
    for (const row of wizard.rows) {
        if (!row.dataset.isDone && !row.dataset.isPreviewed) continue;
        const text = row.querySelector("[data-label]").textContent.toLowerCase();
        counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    return counts.size ? `: ${[...counts].map(([text, number]) => `${number} ${text}`).join(", ")}.` : ".";
}
