// How long visitors waited, over the last half minute: a dot for each answer, a line for each death.
// The scale is logarithmic: a takeover and an ordinary answer are far apart.

const SPAN_MILLIS = 30_000;
const FLOOR_MILLIS = 1;
const CEILING_MILLIS = 10_000;
const GRID = [
  [1, "1 ms"],
  [10, "10 ms"],
  [100, "0.1 s"],
  [1000, "1 s"],
];
const LEFT = 44;
const BOTTOM = 6;

/** The chart in a canvas. Times are those of performance.now(). */
export class Chart {
  #canvas;
  #answers = [];
  #deaths = [];

  constructor(canvas) {
    this.#canvas = canvas;
  }

  /** Adds an answer. */
  add(answer) {
    this.#answers.push(answer);
  }

  /** Marks a death. */
  mark(atMillis, label) {
    this.#deaths.push({ atMillis, label });
  }

  /** What it shows, in words; empty without answers. */
  summary() {
    const waits = this.#answers.map((answer) => answer.waitedMillis).sort((a, b) => a - b);
    if (waits.length === 0) {
      return "";
    }
    const recent = performance.now() - 5000;
    const booked = this.#answers.filter((one) => one.booked && one.atMillis > recent).length / 5;
    const half = waits[Math.floor(waits.length / 2)];
    const longest = waits[waits.length - 1];
    return (
      `${booked.toFixed(1)} bookings a second. Half of all answers within ${inWords(half)}, ` +
      `the slowest of the last 30 s after ${inWords(longest)}.`
    );
  }

  /** Draws what there is now. */
  draw() {
    const start = performance.now() - SPAN_MILLIS;
    this.#answers = this.#answers.filter((answer) => answer.atMillis > start);
    this.#deaths = this.#deaths.filter((death) => death.atMillis > start);
    const { width, height } = this.#canvas.getBoundingClientRect();
    const scale = window.devicePixelRatio || 1;
    this.#canvas.width = Math.round(width * scale);
    this.#canvas.height = Math.round(height * scale);
    const pen = this.#canvas.getContext("2d");
    pen.scale(scale, scale);
    pen.font = "11px system-ui, sans-serif";
    const x = (at) => LEFT + ((at - start) / SPAN_MILLIS) * (width - LEFT);
    const y = (wait) => {
      const share = Math.log(clamp(wait) / FLOOR_MILLIS) / Math.log(CEILING_MILLIS / FLOOR_MILLIS);
      return height - BOTTOM - share * (height - 2 * BOTTOM);
    };
    const style = getComputedStyle(this.#canvas);
    const [line, quiet, velvet, fine] = ["--line", "--quiet", "--velvet", "--fine"].map((name) =>
      style.getPropertyValue(name),
    );
    drawGrid(pen, y, width, line, quiet);
    this.#deaths.forEach((death) => drawDeath(pen, x(death.atMillis), death.label, height, velvet));
    this.#answers.forEach((answer) => {
      pen.fillStyle = answer.waitedMillis < 100 ? fine : velvet;
      pen.beginPath();
      pen.arc(x(answer.atMillis), y(answer.waitedMillis), 2.2, 0, 7);
      pen.fill();
    });
  }
}

function drawGrid(pen, y, width, line, text) {
  for (const [wait, label] of GRID) {
    pen.strokeStyle = line;
    pen.beginPath();
    pen.moveTo(LEFT, y(wait));
    pen.lineTo(width, y(wait));
    pen.stroke();
    pen.fillStyle = text;
    pen.textAlign = "right";
    pen.fillText(label, LEFT - 6, y(wait) + 4);
  }
}

function drawDeath(pen, x, label, height, colour) {
  pen.strokeStyle = colour;
  pen.fillStyle = colour;
  pen.setLineDash([4, 3]);
  pen.beginPath();
  pen.moveTo(x, 0);
  pen.lineTo(x, height);
  pen.stroke();
  pen.setLineDash([]);
  pen.textAlign = x > LEFT + 90 ? "right" : "left";
  pen.fillText(label, x + (x > LEFT + 90 ? -5 : 5), 11);
}

const clamp = (wait) => Math.min(CEILING_MILLIS, Math.max(FLOOR_MILLIS, wait));

/** A time that somebody waited, in words. */
export const inWords = (millis) =>
  millis < 1000 ? `${millis.toFixed(millis < 10 ? 1 : 0)} ms` : `${(millis / 1000).toFixed(1)} s`;
