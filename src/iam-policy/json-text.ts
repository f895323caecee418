import { isObject } from '../lib/json.ts';
import { PolicySyntaxError } from './errors.ts';

/**
 * A policy's text as JSON. A key that stands in one object twice is refused ("Individual elements must not contain multiple instances of
 * the same key"): JSON.parse would take the last, and a reader perhaps the first.
 *
 * @throws PolicySyntaxError
 */
export function readPolicyText(text: string): unknown {
  const policy = parsed(text);
  if (keysWritten(text) !== keysOf(policy)) throw new PolicySyntaxError('A policy has a key twice in one object');
  return policy;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PolicySyntaxError('A policy is no JSON'); // JSON.parse throws for nothing else
  }
}

/** @param text that is JSON: a string which a colon follows is a key */
function keysWritten(text: string): number {
  let keys = 0;
  let at = text.indexOf('"');
  while (at >= 0) {
    let end = at + 1;
    while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
    end++;
    while (BLANKS.has(text.charCodeAt(end))) end++;
    if (text[end] === ':') keys++;
    at = text.indexOf('"', end);
  }
  return keys;
}

const BLANKS: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** Level by level, so that depth does not come to rest on the stack. */
function keysOf(value: unknown): number {
  let keys = 0;
  for (let level: readonly unknown[] = [value]; level.length > 0; ) {
    const next: unknown[] = [];
    for (const at of level) {
      if (isObject(at)) {
        const members = Object.values(at);
        keys += members.length;
        for (const member of members) next.push(member);
      } else if (Array.isArray(at)) for (const member of at) next.push(member);
    }
    level = next;
  }
  return keys;
}
