// Elements and requests, as the desk's other scripts use them.

// Returns an element with attributes and children; null and false are left out.
export function el(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== false));
    return element;
}

// Returns a link where there is somewhere to go, else a plain text.
export function link(text, url) {
    return url ? el("a", { href: url, class: "desk-link" }, text) : el("span", {}, text);
}

// Posts a form's data and returns the JSON answer; throws an Error with a sentence for a person.
export async function post(url, data, signal) {
    let response;
    try {
        response = await fetch(url, { method: "POST", body: data, signal, headers: { Accept: "application/json" } });
    } catch (error) {
        if (error.name === "AbortError") throw error;
        throw new Error("The server could not be reached. Try again.");
    }
    const isJSON = (response.headers.get("Content-Type") || "").startsWith("application/json");
    if (response.redirected || !isJSON) throw new Error("The server gave no answer. Reload the page, sign in, and try again.");
    const answer = await response.json();
    if (!response.ok) throw new Error(answer.error || "That did not work.");
    return answer;
}
