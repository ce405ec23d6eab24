// The browser phone: a call through the API, step by step.
import * as api from "./api.js";
import * as conversation from "./conversation.js";
import { show as showDecision } from "./decision.js";
import * as speech from "./speech.js";

const part = (name) => document.querySelector(`[data-${name}]`);
const [signIn, desk, problem, speaking, microphone] = ["sign-in", "desk", "problem", "aloud", "microphone"].map(part);
const PANES = ["idle", "listening", "ringing"];
const ENDS = { caller: "You hung up.", system: "The receptionist ended the call.", rejected: "The call was rejected." };

let call = null;
let isBusy = false;

function tell(message) {
    problem.textContent = message;
    problem.hidden = !message;
}

function pane(name) {
    for (const one of PANES) part(one).hidden = one !== name;
    part("foot").hidden = name === "idle";
    if (name === "listening") document.getElementById("speech").focus();
}

function state(text) {
    part("state").textContent = text;
}

// Runs one thing at a time, and tells what went wrong.
async function once(act) {
    if (isBusy) return;
    isBusy = true;
    desk.setAttribute("aria-busy", "true");
    tell("");
    try {
        await act();
    } catch (error) {
        if (error.status === 401) askToSignIn();
        tell(error.message);
    } finally {
        isBusy = false;
        desk.removeAttribute("aria-busy");
    }
}

function askToSignIn() {
    desk.hidden = true;
    signIn.hidden = false;
    document.getElementById("email").focus();
}

async function open() {
    const phone = await api.describePhone();
    part("company-name").textContent = phone.companyName;
    part("number").textContent = phone.number ?? "No number yet";
    part("call").disabled = !phone.number;
    if (!phone.number) part("hint").textContent = "Add the company's phone number first: a call has to ring one.";
    else if (!phone.isLive) part("hint").textContent = "The company is not live yet: real callers hear that, test calls are answered.";
    signIn.hidden = true;
    desk.hidden = false;
}

async function begin() {
    speech.beQuiet();
    conversation.clear();
    state("Ringing");
    const passage = await api.beginCall().catch((error) => { state("Not connected"); throw error; });
    call = { sid: passage.callSid, begun: Date.now(), clock: setInterval(tick, 1000) };
    tick();
    hear(passage);
}

async function go(step, told, isSpoken = false) {
    speech.beQuiet();
    speech.stopListening();
    const passage = await api.doStep(call.sid, step);
    conversation.callerDid(told, isSpoken);
    hear(passage);
}

function hear({ heard, whispered, turns, waitsFor, ended }) {
    if (whispered.length) conversation.lineDid(`Who picks up hears: ${whispered.join(" ")}`);
    heard.forEach((answer, place) => {
        const turn = turns[place];
        const said = answer.spoken.length || !answer.played.length ? answer.spoken : [turn?.reply ?? "(audio)"];
        if (said.length) conversation.receptionistSaid(said, turn?.latencyMs ?? answer.elapsedMs, () => showDecision(turn));
        if (answer.dialled.length) rings(answer.dialled);
    });
    if (turns.length) showDecision(turns.at(-1));
    if (ended) end(ended, heard);
    else wait(waitsFor, heard);
}

function rings(numbers) {
    part("rung").textContent = numbers.join(", ");
    conversation.lineDid(`Rings ${numbers.join(", ")}`);
}

function wait(whom, heard) {
    state(whom === "caller" ? "Connected" : "Ringing somebody");
    pane(whom === "caller" ? "listening" : "ringing");
    aloud(heard).then(() => whom === "caller" && hearCaller());
}

async function end(by, heard) {
    clearInterval(call.clock);
    call = null;
    state("Call ended");
    conversation.lineDid(ENDS[by]);
    part("call").textContent = "Call again";
    pane("idle");
    part("call").focus();
    await aloud(heard);
}

async function aloud(heard) {
    if (!speaking.checked) return;
    await speech.play(heard.flatMap((answer) => answer.played));
    if (speech.canSpeak) await speech.speak(heard.flatMap((answer) => answer.spoken));
}

// With the microphone on, each reply is followed by listening, as on a real line.
async function hearCaller() {
    if (microphone.getAttribute("aria-pressed") !== "true" || !call) return;
    state("Listening");
    try {
        const step = await speech.listen();
        if (step && call) await once(() => (step.silence ? go(step, "says nothing") : go(step, step.speech, true)));
    } catch (error) {
        switchMicrophone(false);
        tell(error.message);
    }
}

function switchMicrophone(isOn) {
    microphone.setAttribute("aria-pressed", String(isOn));
    microphone.textContent = isOn ? "Stop speaking" : "Speak";
}

function tick() {
    const seconds = Math.floor((Date.now() - call.begun) / 1000);
    part("clock").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

signIn.addEventListener("submit", (event) => {
    event.preventDefault();
    const { email, password } = signIn.elements;
    once(async () => {
        await api.signIn(email.value, password.value);
        password.value = "";
        await open();
    });
});
part("call").addEventListener("click", () => once(begin));
part("listening").addEventListener("submit", (event) => {
    event.preventDefault();
    const field = event.target.elements.speech;
    const text = field.value.trim();
    if (text) once(async () => { await go({ speech: text }, text, true); field.value = ""; });
});
part("silence").addEventListener("click", () => once(() => go({ silence: true }, "says nothing")));
part("hang-up").addEventListener("click", () => once(() => go({ hangup: true }, "hangs up")));
part("keypad-opener").addEventListener("click", ({ currentTarget }) => {
    const keypad = document.getElementById("keypad");
    keypad.hidden = !keypad.hidden;
    currentTarget.setAttribute("aria-expanded", String(!keypad.hidden));
});
for (const key of document.querySelectorAll("[data-key]")) {
    key.addEventListener("click", () => once(() => go({ digits: key.dataset.key }, `presses ${key.dataset.key}`)));
}
for (const result of document.querySelectorAll("[data-dial]")) {
    result.addEventListener("click", () => once(async () => {
        speech.beQuiet();
        const passage = await api.doStep(call.sid, { dial: result.dataset.dial });
        conversation.lineDid(result.textContent);
        hear(passage);
    }));
}
microphone.addEventListener("click", () => {
    const isOn = microphone.getAttribute("aria-pressed") !== "true";
    switchMicrophone(isOn);
    speech.beQuiet();
    if (isOn) hearCaller();
    else speech.stopListening();
});
speaking.addEventListener("change", () => { if (!speaking.checked) speech.beQuiet(); });

microphone.hidden = !speech.canListen;
if (document.body.dataset.pass) once(open);
else askToSignIn();
