/**
 * Every score on its range, with its bands where it has any.
 */

import { make } from "../kit/controls.js";
import { linear, set, write } from "../kit/drawing.js";
import { shortest, whole } from "../../_base/numbers.js";
import { rangeOf } from "../../forms/scoring.js";
import { inSight, kindOf, points, rangeInWords, say, short, whyNone } from "./words.js";

/** @import { Form, Result, Score } from "../../forms/scoring.js" */
/** @import { State } from "./state.js" */

/** The scores of one form: those to be watched, and further ones with what there is to say of each. */
export class Scores {
  /** @param {Element} parent @param {Form} form */
  constructor(parent, form) {
    this.form = form;
    this.box = make("ul", { class: "pp-ranges is-watched" }, parent);
    this.further = make("div", { class: "pp-scores" }, parent);
    const watched = inSight(form);
    this.parts = new Map(watched.map((score) => [score, new Range(this.box, score, form, this.further)]));
    let caution;
    for (const score of form.scores.filter((each) => !watched.includes(each))) {
      if (score.caution !== caution) this.#startGroup(score.caution);
      caution = score.caution;
      this.parts.set(score, new Range(this.group, score, form));
    }
  }

  /** Scores with the same caution stand together below it. */
  #startGroup(caution) {
    if (caution) make("p", { class: "pp-caution" }, this.further, caution);
    this.group = make("ul", { class: "pp-ranges is-minor" }, this.further);
  }

  /** @param {Result[]} results @param {State} state @param {boolean} stopped */
  show(results, state, stopped) {
    for (const result of results) this.parts.get(result.score).show(result, state, stopped);
  }
}

/** How a score is made, and what it means. @param {Score} score @param {Form} form */
function noteOf(score, form) {
  const madeAs = say("made_as", { kind: kindOf(score), n: score.items.length });
  const how = `${madeAs}, ${rangeInWords(score, form)}`;
  return score.caution ? how : `${how}; higher means ${score.more_means}`;
}

/** One score: its name, its value, and where that lies. */
class Range {
  /** @param {Element} parent @param {Score} score @param {Form} form @param {Element} [further] where its words stand, if not with it */
  constructor(parent, score, form, further) {
    this.score = score;
    this.form = form;
    const [low, high] = rangeOf(score, form);
    this.scale = linear([low, high], [0, 100]);
    this.box = make("li", { class: score.bands.length ? "pp-range has-bands" : "pp-range" }, parent);
    const head = make("p", { class: "pp-range-head" }, this.box);
    make("span", { class: "pp-range-name" }, head, score.name);
    make("span", { class: "pp-unseen" }, head, ": ");
    this.value = make("strong", { class: "pp-range-value" }, head);
    this.#drawTrack(low, high);
    const words = further ? make("div", { class: "pp-range-words" }, further) : this.box;
    this.note = make("p", { class: "pp-range-note" }, words);
    if (further) make("span", {}, this.note, score.name);
    this.note.append(`${further ? ": " : ""}${noteOf(score, form)}`);
    this.said = make("p", { class: "pp-range-said" }, words);
    if (score.bands.length) make("p", { class: "pp-band-note" }, this.box, say("guide"));
  }

  #drawTrack(low, high) {
    const picture = make("div", { class: "pp-range-picture", "aria-hidden": "true" }, this.box);
    this.names = make("div", { class: "pp-band-names" }, picture);
    const track = make("div", { class: "pp-track" }, picture);
    this.edges = make("div", { class: "pp-edges" }, track);
    this.fill = make("div", { class: "pp-track-fill" }, track);
    this.mark = make("div", { class: "pp-track-mark" }, track);
    this.ends = make("div", { class: "pp-track-ends" }, picture);
    make("span", {}, this.ends, whole(low));
    make("span", {}, this.ends, whole(high));
    this.numbers = make("div", { class: "pp-edge-numbers" }, this.ends);
  }

  /** @param {Result} result @param {State} state @param {boolean} stopped */
  show(result, state, stopped) {
    const { score, value } = result;
    const shown = value === null ? "no score" : points(value, score);
    write(this.value, shown);
    set(this.box, { "data-value": value === null ? "" : `${value}` });
    this.mark.hidden = this.fill.hidden = value === null;
    if (value !== null) this.mark.style.left = this.fill.style.width = `${this.scale(value)}%`;
    this.#showBands(state.convention);
    const sentence = this.#sentence(result, state, stopped);
    write(this.said, sentence);
    this.note.hidden = Boolean(score.caution && sentence); // one line each, whatever is said
  }

  #sentence(result, state, stopped) {
    if (stopped) return "Nothing is scored while an answer is not on the form.";
    const { value, gaps, stand } = result;
    if (value === null) return `No score: ${whyNone(result, state)}.`;
    const which = gaps.length === 1 ? "the missing answer" : `each of ${gaps.length} missing answers`;
    return gaps.length ? `${short(stand)} stands for ${which}. ` : "";
  }

  /** Draw the bands of another convention. */
  #showBands(convention) {
    if (convention === this.drawn) return;
    this.drawn = convention;
    const { bands } = this.score.bands.find((each) => each.convention === convention) ?? { bands: [] };
    this.names.replaceChildren(...bands.map((band) => this.#nameOf(band)));
    const inner = bands.slice(1).map(({ start }) => start);
    this.edges.replaceChildren(...inner.map((edge) => this.#at(edge, "")));
    this.numbers.replaceChildren(...inner.map((edge) => this.#at(edge, shortest(edge))));
  }

  #nameOf({ name, start, end }) {
    const label = make("span", { class: "pp-band-name" }, undefined, name);
    const [from, to] = [this.scale(start), this.scale(end)];
    label.style.left = `${from}%`;
    label.style.width = `${to - from}%`;
    return label;
  }

  /** Something at its place on the range. */
  #at(value, text) {
    const element = make("span", {}, undefined, text);
    element.style.left = `${this.scale(value)}%`;
    return element;
  }
}
