// The visitor's own seats: what is kept for them, and what they have bought.

import { element } from "./house.js";

/** The list of a visitor's seats. */
export class Mine {
  #list;
  #onWish;
  #shape = "";
  #taken = {};

  /** onWish(wish, seat) is called for a button. */
  constructor(list, onWish) {
    this.#list = list;
    this.#onWish = onWish;
  }

  /** Shows a view, to this visitor; pending are the names of seats with an unanswered click. */
  show(view, visitor, pending) {
    this.#taken = view.taken;
    const seats = Object.keys(view.taken).filter((seat) => view.taken[seat].by === visitor);
    const shape = JSON.stringify(seats.map((seat) => [seat, view.taken[seat].ticket]));
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build(seats);
    }
    for (const item of this.#list.querySelectorAll("[data-seat]")) {
      for (const button of item.querySelectorAll("button")) {
        button.disabled = pending.has(item.dataset.seat);
      }
    }
    this.tick();
  }

  /** Lets the time of holds run. */
  tick() {
    for (const clock of this.#list.querySelectorAll(".clock")) {
      const until = this.#taken[clock.dataset.seat]?.untilMillis ?? 0;
      const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      const text = `kept for ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      if (clock.textContent !== text) {
        clock.textContent = text;
      }
    }
  }

  #build(seats) {
    if (seats.length === 0) {
      const text = "None yet. Click a free seat to have it kept, and once more to buy it.";
      this.#list.replaceChildren(element("li", { className: "quiet", textContent: text }));
      return;
    }
    this.#list.replaceChildren(...seats.map((seat) => this.#item(seat, this.#taken[seat].ticket)));
  }

  #item(seat, ticket) {
    const about = element("span", { className: ticket ? "" : "clock" });
    about.dataset.seat = seat;
    about.textContent = ticket ? `ticket ${ticket}` : "kept";
    const item = element("li", {}, element("b", { textContent: seat }), about);
    item.dataset.seat = seat;
    if (ticket) {
      item.append(this.#button("Return", "RETURN", seat));
    } else {
      item.append(this.#button("Buy", "BOOK", seat), this.#button("Let go", "LET_GO", seat));
    }
    return item;
  }

  #button(text, wish, seat) {
    const button = element("button", { type: "button", textContent: text });
    button.ariaLabel = `${text} ${seat}`;
    button.addEventListener("click", () => this.#onWish(wish, seat));
    return button;
  }
}
