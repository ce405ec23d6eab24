// The company's API. Tokens live in this module's memory only: they are gone with the page.

const tokens = { access: "", refresh: "" };
const { company, pass } = document.body.dataset;

// Thrown with a sentence for a person; `status` is 0 where the server was not reached.
export class Refused extends Error {
    constructor(status, message) {
        super(message);
        this.status = status;
    }
}

export async function signIn(email, password) {
    keep(await send("POST", "/api/auth/token", { email, password }));
}

// Renews the access token: of staff by their session at the desk, of others by their sign-in.
export async function renew() {
    if (pass) {
        const csrf = document.querySelector("[name=csrfmiddlewaretoken]").value;
        keep(await send("POST", pass, {}, { "X-CSRFToken": csrf }));
    } else if (tokens.refresh) {
        keep(await send("POST", "/api/auth/refresh", { refresh: tokens.refresh }));
    } else {
        throw new Refused(401, "Sign in first.");
    }
}

export const describePhone = () => ofCompany("GET", "phone");
export const beginCall = () => ofCompany("POST", "test-calls", {});
export const doStep = (callSid, step) => ofCompany("POST", `test-calls/${callSid}/turns`, step);

async function ofCompany(method, path, body) {
    const ask = () => send(method, `/api/company/${company}/${path}`, body, { Authorization: `Bearer ${tokens.access}` });
    try {
        if (!tokens.access) await renew();
        return await ask();
    } catch (error) {
        if (error.status !== 401) throw error;
    }
    await renew();
    return ask();
}

function keep(given) {
    Object.assign(tokens, given);
}

async function send(method, url, body, headers = {}) {
    let response;
    try {
        response = await fetch(url, {
            method,
            body: body && JSON.stringify(body),
            headers: { Accept: "application/json", "Content-Type": "application/json", ...headers },
        });
    } catch {
        throw new Refused(0, "The server could not be reached. Try again.");
    }
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw new Refused(response.status, sentence(answer));
    return answer;
}

function sentence(answer) {
    const faults = Object.values(answer.details ?? {}).flat().filter((fault) => typeof fault === "string");
    return [answer.message ?? "That did not work.", ...faults].join(" ");
}
