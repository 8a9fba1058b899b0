// The seat map: a grid of buttons, one of them in the tab order, the arrow keys between them.

const ARC_PIXELS = 14;
const MARKS = { free: "", held: "•", sold: "×", "held mine": "•", "sold mine": "★" };

const euros = new Intl.NumberFormat("en", { style: "currency", currency: "EUR" });

/** A price, as people read it. */
export const money = (amount) => euros.format(Number(amount));

/** What a category is called. */
export const category = (name) => name.charAt(0) + name.slice(1).toLowerCase();

/** The seat map in an element. */
export class House {
  #grid;
  #onSeat;
  #built = "";
  #buttons = new Map();

  /** onSeat(name, status) is called for a click; status is free, held or sold, and mine or not. */
  constructor(grid, onSeat) {
    this.#grid = grid;
    this.#onSeat = onSeat;
    grid.addEventListener("keydown", (event) => this.#move(event));
  }

  /** Shows a view, to this visitor; pending are the names of seats with an unanswered click. */
  show(view, visitor, pending) {
    this.#build(view.rows);
    for (const row of view.rows) {
      this.#price(row.category, view.prices);
      for (const seat of row.seats) {
        const status = statusOf(view.taken[seat], visitor);
        const price = money(view.prices[row.category]);
        const label = `${seat}, ${category(row.category)}, ${price}, ${inWords(status)}`;
        this.#paint(this.#buttons.get(seat), status, label, pending.has(seat));
      }
    }
  }

  #paint(button, status, label, pending) {
    if (button.ariaLabel !== label) {
      button.className = `seat ${status}`;
      button.textContent = MARKS[status];
      button.ariaLabel = label;
      button.title = label;
    }
    button.classList.toggle("pending", pending);
    button.ariaBusy = String(pending);
    button.dataset.status = status;
  }

  #price(name, prices) {
    const heading = this.#grid.querySelector(`[data-category=${name}] .category`);
    const text = `${category(name)} ${money(prices[name])}`;
    if (heading && heading.textContent !== text) {
      heading.textContent = text;
    }
  }

  #build(rows) {
    const shape = JSON.stringify(rows);
    if (shape === this.#built) {
      return;
    }
    this.#built = shape;
    this.#buttons.clear();
    let group = null;
    this.#grid.replaceChildren();
    for (const row of rows) {
      if (group?.dataset.category !== row.category) {
        group = element("div", { className: "group", role: "rowgroup" });
        group.dataset.category = row.category;
        group.append(element("p", { className: "category", ariaHidden: "true" }));
        this.#grid.append(group);
      }
      group.append(this.#row(row));
    }
    this.#buttons.values().next().value.tabIndex = 0;
  }

  #row(row) {
    const line = element("div", { className: "row", role: "row" });
    line.style.setProperty("--seats", row.seats.length);
    line.append(element("span", { className: "row-name", role: "rowheader", textContent: row.name }));
    row.seats.forEach((name, index) => {
      const button = element("button", { type: "button", tabIndex: -1 });
      button.dataset.seat = name;
      button.addEventListener("click", () => this.#onSeat(name, button.dataset.status));
      button.addEventListener("focus", () => this.#focusable(button));
      const cell = element("span", { role: "gridcell", className: "cell" });
      const side = (2 * index) / Math.max(1, row.seats.length - 1) - 1; // From -1 to 1.
      cell.style.setProperty("--arc", `${Math.round((1 - side * side) * ARC_PIXELS)}px`);
      cell.append(button);
      line.append(cell);
      this.#buttons.set(name, button);
    });
    return line;
  }

  #focusable(button) {
    this.#grid.querySelector("button[tabindex='0']")?.setAttribute("tabindex", "-1");
    button.tabIndex = 0;
  }

  #move(event) {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
    const [down, right] = step[event.key] ?? [0, 0];
    const rows = Array.from(this.#grid.querySelectorAll(".row"));
    const row = rows.indexOf(event.target.closest(".row"));
    if (row < 0 || (down === 0 && right === 0)) {
      return;
    }
    event.preventDefault();
    const column = Array.from(rows[row].querySelectorAll("button")).indexOf(event.target);
    rows[row + down]?.querySelectorAll("button")[column + right]?.focus();
  }
}

/** Creates an element with these properties. */
export function element(name, properties = {}, ...children) {
  const { role, ...others } = properties;
  const made = Object.assign(document.createElement(name), others);
  if (role) {
    made.setAttribute("role", role);
  }
  made.append(...children);
  return made;
}

function statusOf(taken, visitor) {
  if (!taken) {
    return "free";
  }
  return (taken.ticket ? "sold" : "held") + (taken.by === visitor ? " mine" : "");
}

function inWords(status) {
  return {
    free: "free",
    held: "kept for somebody else",
    sold: "sold",
    "held mine": "kept for you: press again to buy",
    "sold mine": "yours",
  }[status];
}
