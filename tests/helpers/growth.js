/** As growth.py: how the time of a pattern grows on texts that begin, repeat and end so. */
(patterns) => {
  const [FEW, QUICK, LONG, STEEP, LONGEST] = [128, 2, 5, 1.5, 65536]; // milliseconds, of which a tick is a tenth
  const LENGTHS = [16, 24, 32, 40, 48, 56, 64, 96, 128, 256, 512, 1024, 8192];
  const textOf = ([start, pump, end], length) => start + pump.repeat(Math.floor(length / pump.length)) + end;
  const once = (run, text) => {
    const started = performance.now();
    run(text);
    return performance.now() - started;
  };
  const best = (run, text) => {
    const first = once(run, text);
    const again = Array.from({ length: first > 50 ? 2 : 6 }, () => once(run, text));
    return Math.min(first, ...again);
  };
  const runner = (text, flags) => {
    const one = new RegExp(text, flags);
    const all = new RegExp(text, flags.includes("g") ? flags : `${flags}g`);
    return (attack) => {
      one.lastIndex = 0;
      one.exec(attack);
      if (!flags.includes("y")) attack.replace(all, "");
    };
  };
  const endless = (run, attack, length) => {
    const taken = best(run, textOf(attack, length)); // twice as many letters might take for ever
    return taken > QUICK ? `${JSON.stringify(attack)}: ${length} letters take ${taken.toFixed(1)} ms` : "";
  };
  const judged = (run, attack, first) => {
    let [length, taken] = [first, best(run, textOf(attack, first))];
    while (length < LONGEST) {
      let longer = best(run, textOf(attack, 2 * length));
      const isSteep = () => longer > LONG && longer > 2 ** STEEP * taken;
      // other work on the machine may last as long as all the tries: it must be so again and again
      for (let tries = 3; tries && isSteep(); tries -= 1) longer = Math.min(longer, best(run, textOf(attack, 2 * length)));
      if (isSteep()) {
        return `${JSON.stringify(attack)}: ${2 * length} letters take ${(longer / taken).toFixed(1)} times the half`;
      }
      [length, taken] = [2 * length, longer];
    }
    return "";
  };
  const steep = (run, attack) => {
    let before = LENGTHS[0] / 2;
    for (const length of LENGTHS) {
      if (once(run, textOf(attack, length)) > QUICK) return length > FEW ? judged(run, attack, before) : endless(run, attack, length);
      before = length;
    }
    return "";
  };
  return patterns.map(({ place, text, flags, attacks }) => {
    const run = runner(text, flags);
    for (const attack of attacks) {
      const found = steep(run, attack);
      if (found) return `${place}, /${text}/${flags}: ${found}`;
    }
    return "";
  }).filter(Boolean);
};
