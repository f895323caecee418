const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;

/**
 * What JSON.parse does not tell of a text: how deep it is, and which keys one object has twice. It looks at the text once;
 * whether it is JSON at all is not its question.
 */
export function checkJsonText(
  json: string,
  maxDepth: number,
  duplicate: (key: string) => void,
): 'too deep' | undefined {
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(json, at);
      const keys = open.at(-1);
      if (keys !== undefined && isKey(json, end)) {
        const key = json.slice(at + 1, end);
        if (keys.has(key)) duplicate(key);
        keys.add(key);
      }
      at = end;
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      if (open.length >= maxDepth) return 'too deep';
      open.push(code === OPEN_OBJECT ? new Set() : undefined);
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      open.pop();
    }
  }
  return undefined;
}

/** The place of the quote that ends the string which starts at `start`; the end of the text when none does. */
function endOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at++;
  }
  return json.length;
}

function isKey(json: string, end: number): boolean {
  for (let at = end + 1; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === 0x3a) return true;
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return false;
  }
  return false;
}
