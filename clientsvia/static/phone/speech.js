// The browser's voice and ears, where it has them.

const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;

export const canSpeak = "speechSynthesis" in window;
export const canListen = Boolean(Recognition);

let listening = null;
let playing = null;

// Speaks the texts one after the other; done when the last is spoken, or was cut off.
export async function speak(texts) {
    for (const text of texts) await spoken(text);
}

// Plays audio from these addresses one after the other, each to its end or until it is cut off.
export async function play(urls) {
    for (const url of urls) await played(url);
}

export function beQuiet() {
    playing?.pause();
    if (canSpeak) window.speechSynthesis.cancel();
}

function played(url) {
    return new Promise((resolve) => {
        playing = new Audio(url);
        playing.onended = playing.onpause = playing.onerror = resolve;
        playing.play().catch(resolve);
    });
}

function spoken(text) {
    return new Promise((resolve) => {
        const utterance = new SpeechSynthesisUtterance(text);
        utterance.lang = "en-US";
        utterance.onend = utterance.onerror = resolve;
        window.speechSynthesis.speak(utterance);
    });
}

// Returns what was said as {speech, confidence}, {silence: true}, or null where it was stopped.
export function listen() {
    return new Promise((resolve, reject) => {
        listening = new Recognition();
        listening.lang = "en-US";
        let heard = null;
        listening.onresult = ({ results }) => { heard = step(results[0][0]); };
        listening.onerror = ({ error }) => {
            if (error === "no-speech") heard = { silence: true };
            else if (error !== "aborted") reject(new Error("The microphone may not be used here. Type instead."));
        };
        listening.onend = () => { listening = null; resolve(heard); };
        listening.start();
    });
}

export function stopListening() {
    listening?.abort();
}

function step({ transcript, confidence }) {
    return { speech: transcript.trim(), confidence: Math.min(1, Math.max(0, confidence)) };
}
