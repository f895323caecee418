/**
 * Whether `text` has the form of `pattern`, where `*` stands for any characters and `?` for one. It steps back to the last star alone, so it
 * takes no longer than the product of both lengths.
 *
 * @param quoted where in the pattern a `*` or `?` stands for itself
 */
export function globMatches(pattern: string, text: string, quoted?: ReadonlySet<number>): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const wanted = pattern[p];
    const wild = (wanted === '*' || wanted === '?') && quoted?.has(p) !== true;
    if (wild && wanted === '*') {
      star = p++;
      resume = t;
      if (p === pattern.length) return true;
    } else if (wanted !== undefined && (wild || wanted === text[t])) {
      p++;
      t++;
    } else if (star >= 0) {
      // The last star takes one character more; what earlier stars took need never change.
      p = star + 1;
      t = ++resume;
    } else return false;
  }
  while (pattern[p] === '*' && quoted?.has(p) !== true) p++;
  return p === pattern.length;
}
