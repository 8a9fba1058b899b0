// Sends clicks until they are answered. A click carries the name of its page and a number, and is
// sent again with the same ones, so that the box office grants it once, whoever serves by then.

const TIMEOUT_MILLIS = 3000;
const PAUSE_MILLIS = 60;
const LONG_PAUSE_MILLIS = 500;
const PATIENT_AFTER = 30; // That is far more than a takeover takes.
const STORAGE_KEY = "unanswered clicks";

/** Waits so many milliseconds. */
export const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** How long to wait before the next try, after so many that failed. */
export const pauseMillis = (failures) =>
  failures < PATIENT_AFTER ? PAUSE_MILLIS : LONG_PAUSE_MILLIS;

/** A random name that nobody else has. */
export function randomName() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The clicks of one visitor: in order, and one at a time. */
export class Clicks {
  #page = randomName(); // One for each loading: two tabs must not use the same numbers.
  #number = 0;
  #unanswered = [];
  #last = Promise.resolve();
  #storage;

  /** With a storage, a click that has no answer yet outlives the loading of the page. */
  constructor(visitor, storage = null) {
    this.visitor = visitor;
    this.#storage = storage;
  }

  /** Sends a click. Resolves to {granted, message} once it is answered, however long that takes. */
  send(wish, seat) {
    const number = ++this.#number;
    return this.#enqueue({ page: this.#page, number, visitor: this.visitor, wish, seat });
  }

  /** Sends what the page that was here before had no answer to: an array of {click, answer}. */
  resume() {
    const kept = JSON.parse(this.#storage?.getItem(STORAGE_KEY) ?? "[]");
    return kept.map((click) => ({ click, answer: this.#enqueue(click) }));
  }

  #enqueue(click) {
    this.#unanswered.push(click);
    this.#keep();
    const answer = this.#last.then(() => untilAnswered(click));
    this.#last = answer.then(() => {
      this.#unanswered = this.#unanswered.filter((other) => other !== click);
      this.#keep();
    });
    return answer;
  }

  #keep() {
    this.#storage?.setItem(STORAGE_KEY, JSON.stringify(this.#unanswered));
  }
}

async function untilAnswered(click) {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch("api/clicks", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(click),
        signal: AbortSignal.timeout(TIMEOUT_MILLIS),
      });
      if (response.ok) {
        return await response.json();
      }
      if (response.status < 500) {
        return { granted: false, message: await response.text() };
      }
    } catch {
      // Nobody is there, or was cut off in the middle: the port is changing hands.
    }
    await pause(pauseMillis(attempt));
  }
}
