/**
 * Time: a way that takes a while, and a book whose pages turn by themselves until somebody stops it.
 */

const TURN = 1100; // milliseconds that people move
const REST = 1300; // and stand

/** Whether the reader asked for less motion; may change while the page is open. */
export const STILL = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)");

/** One way at a time. */
export class Flight {
  /**
   * Take it, at a gentle start and end.
   * @param {(part: number) => void} at called for parts of the way, the last of them 1
   * @param {() => void} arrived
   */
  take(at, arrived) {
    this.land();
    this.arrive = () => {
      this.arrive = undefined;
      at(1);
      arrived();
    };
    const begin = performance.now();
    const frame = (now) => {
      const part = Math.max(0, (now - begin) / TURN);
      if (part >= 1) return this.arrive();
      at(part * part * (3 - 2 * part));
      this.frame = requestAnimationFrame(frame);
    };
    this.frame = requestAnimationFrame(frame);
  }

  /** Be there at once. */
  land() {
    cancelAnimationFrame(this.frame);
    this.arrive?.();
  }

  /** Never arrive. */
  end() {
    cancelAnimationFrame(this.frame);
    this.arrive = undefined;
  }
}

/** Turns its pages while it plays: out of sight, and in a hidden tab, it stops. */
export class FlipBook {
  /**
   * @param {Element} place that has to be in sight
   * @param {{turn: () => void, changed: (isPlaying: boolean) => void}} hand
   */
  constructor(place, hand) {
    this.hand = hand;
    this.isPlaying = false;
    this.ended = new AbortController();
    this.watcher = new IntersectionObserver(([{ isIntersecting }]) => isIntersecting || this.pause());
    this.watcher.observe(place);
    document.addEventListener("visibilitychange", () => document.hidden && this.pause(), { signal: this.ended.signal });
  }

  play() {
    if (this.isPlaying) return;
    this.isPlaying = true;
    this.hand.changed(true);
    this.hand.turn();
  }

  pause() {
    clearTimeout(this.resting);
    if (!this.isPlaying) return;
    this.isPlaying = false;
    this.hand.changed(false);
  }

  /** A page was turned: the next follows. */
  rest() {
    clearTimeout(this.resting);
    if (this.isPlaying) this.resting = setTimeout(() => this.hand.turn(), REST);
  }

  destroy() {
    this.watcher.disconnect();
    this.ended.abort();
    clearTimeout(this.resting);
  }
}
