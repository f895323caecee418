import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FoundKey } from '../authorizers/authorizers.ts';
import { ManualClock } from '../lib/clock.ts';
import { signingKey } from '../lib/jwt.fixture.ts';
import type { Capabilities } from '../plan/plan.ts';
import { MAX_KEY_SET, parseKeySet } from './key-set.ts';
import { openUserPools } from './user-pools.ts';

type Answer = Awaited<ReturnType<Capabilities['sendHttp']>>;

const ONE = signingKey('one');
const TWO = signingKey('two');
const POOL = { id: 'eu-west-1_abc', region: 'eu-west-1' };

function set(...keys: readonly unknown[]): Answer {
  return response(200, JSON.stringify({ keys }));
}

function response(status: number, body: string): Answer {
  return { answer: 'response', status, headers: [], body: Buffer.from(body) };
}

function bench(answer: () => Answer | Promise<Answer>, configured: Record<string, string> = {}) {
  const clock = new ManualClock();
  const sent: string[] = [];
  const pools = openUserPools(new Map(Object.entries(configured)), {
    clock,
    async sendHttp({ origin, path, method, timeoutMs, insecureSkipVerification }) {
      assert.deepEqual([method, timeoutMs, insecureSkipVerification], ['GET', 1_500, false]);
      sent.push(origin + path);
      return answer();
    },
  });
  return { clock, sent, pools, find: async (kid: string) => shown(await pools.find(POOL, kid)) };
}

function shown(key: FoundKey): string {
  if (key === 'unknown') return key;
  return 'unreachable' in key ? `unreachable: ${key.unreachable}` : `key of ${key.asymmetricKeyDetails?.modulusLength}`;
}

/** Amazon Cognito developer guide, "Verifying JSON web tokens": issuer and place of the keys. */
describe('where keys are', () => {
  const own = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc';
  const rows: readonly [what: string, configured: Record<string, string>, from: string, issuers: readonly string[]][] =
    [
      ['at AWS', {}, own, [own]],
      [
        'where the pool is configured',
        { [POOL.id]: 'http://localhost:9229/x' },
        'http://localhost:9229/x',
        [own, 'http://localhost:9229/x'],
      ],
      [
        'where all are',
        { '*': 'http://localhost:9229' },
        'http://localhost:9229/eu-west-1_abc',
        [own, 'http://localhost:9229/eu-west-1_abc'],
      ],
      ['not where another is', { other: 'http://localhost:1' }, own, [own]],
    ];
  for (const [what, configured, from, issuers] of rows) {
    test(what, async () => {
      const { find, sent, pools } = bench(() => set(ONE.jwk), configured);
      assert.equal(await find('one'), 'key of 2048');
      assert.deepEqual(sent, [`${from}/.well-known/jwks.json`]);
      assert.deepEqual(pools.issuersOf(POOL), issuers);
    });
  }
});

describe('when they are looked up', () => {
  test('once for all who wait, and then not for an hour', async () => {
    const { find, sent, clock, pools } = bench(() => set(ONE.jwk));
    assert.deepEqual(await Promise.all([find('one'), find('one'), find('none')]), [
      'key of 2048',
      'key of 2048',
      'unknown',
    ]);
    assert.equal(sent.length, 1);
    clock.advance(3_599_999);
    assert.ok(!(pools.find(POOL, 'one') instanceof Promise));
    assert.equal(sent.length, 1);
    clock.advance(1);
    assert.ok(!(pools.find(POOL, 'one') instanceof Promise), 'nobody waits for it');
    assert.equal(sent.length, 2);
  });

  test('for unknown names, which strangers choose, every 30 s', async () => {
    let keys = [ONE.jwk];
    const { find, sent, clock } = bench(() => set(...keys));
    await find('one');
    for (let i = 0; i < 1_000; i++) assert.equal(await find(`stranger-${i}`), 'unknown');
    assert.equal(sent.length, 1);
    keys = [ONE.jwk, TWO.jwk];
    assert.equal(await find('two'), 'unknown');
    clock.advance(30_000);
    assert.equal(await find('two'), 'key of 2048');
    assert.equal(sent.length, 2);
  });

  test('again after 5 s, where they cannot be had', async () => {
    let answer: Answer = { answer: 'timeout' };
    const { find, sent, clock } = bench(() => answer);
    const why =
      'unreachable: The keys of https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc/.well-known/jwks.json cannot be had: no answer within 1500 ms';
    for (let i = 0; i < 100; i++) assert.equal(await find('one'), why);
    assert.equal(sent.length, 1);
    answer = set(ONE.jwk);
    clock.advance(5_000);
    assert.equal(await find('one'), 'key of 2048');
    assert.equal(sent.length, 2);
  });

  test('those that are there are believed for two hours', async () => {
    let answer = set(ONE.jwk);
    const { find, clock } = bench(() => answer);
    await find('one');
    answer = { answer: 'network error', detail: 'refused' };
    clock.advance(7_199_999);
    assert.equal(await find('one'), 'key of 2048');
    clock.advance(1);
    assert.match(await find('one'), /^unreachable: .*: refused$/);
  });

  test('a key that is withdrawn goes', async () => {
    let keys = [ONE.jwk, TWO.jwk];
    const { find, clock } = bench(() => set(...keys));
    await find('one');
    keys = [TWO.jwk];
    clock.advance(3_600_000);
    await find('one');
    assert.equal(await find('two'), 'key of 2048');
    assert.equal(await find('one'), 'unknown');
  });
});

describe('what is no set of keys', () => {
  const rows: readonly [what: string, answer: Answer][] = [
    ['an error', response(500, JSON.stringify({ keys: [ONE.jwk] }))],
    ['a redirection', response(302, '')],
    ['no JSON', response(200, '{"keys":')],
    ['no keys', response(200, '{}')],
    ['keys that are none', response(200, '{"keys":{"0":1}}')],
    ['none at all', set()],
    ['none of RSA', set({ kty: 'oct', k: 'AAAA', kid: 'one', alg: 'HS256' }, { kty: 'EC', kid: 'one' }, null, 1, 'x')],
    ['one too short', set(signingKey('one', 1024).jwk)],
    ['one without a name', set({ ...ONE.jwk, kid: undefined })],
    ['one that encrypts', set({ ...ONE.jwk, use: 'enc' })],
    ['one for another algorithm', set({ ...ONE.jwk, alg: 'RS512' })],
    ['one that is broken', set({ kty: 'RSA', kid: 'one', n: '!', e: '' })],
    ['one too large', response(200, `${' '.repeat(MAX_KEY_SET)}${JSON.stringify({ keys: [ONE.jwk] })}`)],
  ];
  for (const [what, answer] of rows) {
    test(what, async () => {
      assert.match(await bench(() => answer).find('one'), /^unreachable: /);
    });
  }

  test('but for what cannot be used, a set is taken, up to a hundred keys', () => {
    const keys = [{ kty: 'EC' }, ...Array.from({ length: 200 }, (_, i) => ({ ...ONE.jwk, kid: String(i) }))];
    const found = parseKeySet(JSON.stringify({ keys }));
    assert.equal(found?.size, 99);
  });
});
