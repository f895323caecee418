import assert from 'node:assert/strict';
import { type Input, type Seen, STEPS } from './steps.ts';

/** Sends one operation as a client does. @returns the answer's members */
export type Send = (operation: string, input: Input) => Promise<unknown>;

/** Drives a client through every step. @param about what the steps need from outside: `function`, `today` */
export async function walkSteps(send: Send, about: Seen): Promise<void> {
  const seen: { [name: string]: string } = { ...about };
  for (const { operation, input, shows, keep } of STEPS) {
    const given = input?.(seen) ?? {};
    const answer = await send(operation, given).catch((error: unknown) => {
      throw new Error(`${operation} ${JSON.stringify(given)}`, { cause: error });
    });
    if (shows !== undefined) assertShows(answer, shows(seen), operation);
    for (const [name, path] of Object.entries(keep ?? {})) {
      const value = path.split('.').reduce((at, key) => (at as Record<string, unknown>)[key], answer);
      assert.equal(typeof value, 'string', `${operation} answers no ${path}`);
      seen[name] = value as string;
    }
  }
}

/** Whether what is expected is in the answer: lists have the length that is expected, `*` is any value. */
function assertShows(actual: unknown, expected: unknown, at: string): void {
  if (expected === '*') {
    assert.notEqual(actual, undefined, at);
  } else if (Array.isArray(expected)) {
    assert.ok(Array.isArray(actual), `${at} is no list`);
    assert.equal(actual.length, expected.length, `${at} has ${actual.length} items`);
    for (const [i, item] of expected.entries()) assertShows(actual[i], item, `${at}.${i}`);
  } else if (typeof expected === 'object' && expected !== null) {
    assert.ok(typeof actual === 'object' && actual !== null, `${at} is no object`);
    for (const [key, value] of Object.entries(expected)) {
      assertShows((actual as Record<string, unknown>)[key], value, `${at}.${key}`);
    }
  } else {
    assert.deepEqual(actual, expected, at);
  }
}
