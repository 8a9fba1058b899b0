// Simulated visitors. They live in the browser, not in the primary: so they outlive it, they wait
// as a visitor waits, and they are gone when the page is closed.

import { Clicks, pause } from "./clicks.js";

const VISITORS = 4; // A browser has six connections to one server: two are left for the page.
const MOST_TICKETS = 8;
const SHARE_OF_RETURNS = 0.3;
const LONGEST_BACKLOG_MILLIS = 10_000;

/** Some visitors who book and return seats at a steady rate, all together. */
export class Load {
  #running = false;
  #tour = 0;
  rate = 20;

  /** house() gives the latest view; onAnswer({atMillis, waitedMillis, booked}) hears of answers. */
  constructor(house, onAnswer) {
    this.house = house;
    this.onAnswer = onAnswer;
  }

  start() {
    this.#running = true;
    this.#tour++;
    for (let number = 1; number <= VISITORS; number++) {
      this.#visit(number, this.#tour);
    }
  }

  stop() {
    this.#running = false;
  }

  async #visit(number, tour) {
    const clicks = new Clicks(`Simulated ${number}`);
    // All tabs share these names, so whatever an earlier one has left behind is returned some time.
    const tickets = ticketsOf(this.house(), clicks.visitor);
    let due = performance.now() + (number * 1000) / this.rate;
    while (this.#running && tour === this.#tour) {
      await pause(Math.max(0, due - performance.now()));
      const booked = await this.#wish(clicks, tickets);
      // From the moment when it was due: who waits behind a wait has waited too.
      const now = performance.now();
      this.onAnswer({ atMillis: due, waitedMillis: now - due, booked });
      due = Math.max(due + (VISITORS * 1000) / this.rate, now - LONGEST_BACKLOG_MILLIS);
    }
    for (const seat of tickets) {
      await clicks.send("RETURN", seat);
    }
  }

  async #wish(clicks, tickets) {
    const seat = freeSeat(this.house());
    const full = tickets.length >= MOST_TICKETS || !seat;
    if (tickets.length > 0 && (full || Math.random() < SHARE_OF_RETURNS)) {
      await clicks.send("RETURN", tickets.shift());
      return false;
    }
    if (!seat) {
      return false;
    }
    const { granted } = await clicks.send("BOOK", seat);
    if (granted) {
      tickets.push(seat);
    }
    return granted;
  }
}

function ticketsOf(view, visitor) {
  return Object.keys(view.taken).filter(
    (seat) => view.taken[seat].by === visitor && view.taken[seat].ticket,
  );
}

function freeSeat(view) {
  const free = view.rows.flatMap((row) => row.seats).filter((seat) => !view.taken[seat]);
  return free[Math.floor(Math.random() * free.length)];
}
