import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BodyFlow } from '../lib/body-flow.ts';
import { type Bench, bench, failed, until } from './fixture.ts';
import type { RunOutcome } from './job.ts';

interface Streamed {
  readonly pieces: Buffer[];
  text(): string;
  flow: BodyFlow | undefined;
  ended: boolean;
  failure: string | undefined;
  readonly onResponse: (stream: BodyFlow) => void;
}

/** Takes a stream as it comes. @param held nothing is taken until the test says so */
function taken(held = false): Streamed {
  const seen: Streamed = {
    pieces: [],
    text: () => Buffer.concat(seen.pieces).toString(),
    flow: undefined,
    ended: false,
    failure: undefined,
    onResponse(flow) {
      seen.flow = flow;
      if (held) return;
      take(seen, flow);
    },
  };
  return seen;
}

function take(seen: Streamed, flow: BodyFlow): void {
  flow.take({
    piece: (bytes) => seen.pieces.push(bytes),
    end() {
      seen.ended = true;
    },
    fail(why) {
      seen.failure = why;
    },
  });
}

describe('a Node function that streams its response', () => {
  let functions: Bench;
  before(() => {
    functions = bench({ maxEnvironments: 1 });
  });
  after(() => functions.close());
  const handler = (body: string) =>
    functions.version({
      'index.js': `exports.handler = awslambda.streamifyResponse(async (event, stream, context) => {\n${body}\n});`,
    });
  const NULS = '\0'.repeat(8);

  it('is heard before it has returned', async () => {
    const seen = taken();
    // It waits for a file that the test writes when it has seen the first piece.
    const version = handler(`
      const fs = require('node:fs');
      stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201 });
      stream.write('first ');
      while (!fs.existsSync(event.file)) await new Promise(setImmediate);
      stream.write('second');
      stream.end();`);
    const { mkdtempSync, writeFileSync } = await import('node:fs');
    const file = `${mkdtempSync('/tmp/gatehouse-stream-')}/go`;
    const ran = functions.run(version, { file }, { onResponse: seen.onResponse });
    await until(() => seen.text().includes('first'));
    assert.equal(seen.text(), `{"statusCode":201}${NULS}first `);
    writeFileSync(file, '');
    const outcome = await ran;
    assert.equal(outcome.outcome, 'returned');
    assert.deepEqual([seen.text(), seen.ended], [`{"statusCode":201}${NULS}first second`, true]);
  });

  it('serves one invocation after the other in the same process', async () => {
    const version = handler(`stream.write(String(process.pid)); stream.end();`);
    const pids = new Set<string>();
    for (let i = 0; i < 3; i++) {
      const seen = taken();
      await functions.run(version, {}, { onResponse: seen.onResponse });
      pids.add(seen.text());
    }
    assert.equal(pids.size, 1);
  });

  it('returns all of it to who invokes it without streaming (Invoke)', async () => {
    const outcome = await functions.run(handler(`stream.write({ a: 1 }); stream.end('b');`), {});
    assert.equal(outcome.outcome === 'returned' && outcome.payload.toString(), '{"a":1}b');
  });

  it('that throws on the way breaks off, behind what it has written', async () => {
    const seen = taken();
    const version = handler(`stream.write('a'); stream.write('b'); throw new RangeError('enough');`);
    const outcome = await functions.run(version, {}, { onResponse: seen.onResponse });
    assert.deepEqual([failed(outcome).errorType, failed(outcome).errorMessage], ['RangeError', 'enough']);
    assert.equal(seen.text(), 'ab');
    assert.match(seen.failure ?? '', /enough/);
  });

  const failures: readonly (readonly [name: string, body: string, message: RegExp])[] = [
    [
      'an exception that nobody catches',
      `stream.write('a'); setImmediate(() => { throw new Error('late'); });
       await new Promise(() => undefined);`,
      /late/,
    ],
    [
      'a process that ends',
      `stream.write('a', () => process.exit(3)); await new Promise(() => undefined);`,
      /exit status 3/,
    ],
    [
      'a pipeline whose source fails',
      `
       const { pipeline } = require('node:stream/promises');
       await pipeline(async function* () { yield 'a'; throw new Error('source'); }, stream);`,
      /source/,
    ],
  ];
  for (const [name, body, message] of failures) {
    it(`${name} fails the invocation and breaks off the stream`, async () => {
      const seen = taken();
      const outcome = await functions.run(handler(body), {}, { onResponse: seen.onResponse });
      assert.match(failed(outcome).errorMessage, message);
      assert.equal(seen.ended, false);
      assert.match(seen.failure ?? '', message);
    });
  }

  it('that never ends its response fails with its time', async () => {
    const seen = taken();
    const version = handler(`stream.write('a');`);
    const outcome = await functions.run({ ...version, Timeout: 1 }, {}, { onResponse: seen.onResponse });
    assert.match(failed(outcome).errorMessage, /Task timed out after 1.00 seconds/);
    assert.match(seen.failure ?? '', /timed out/);
  });

  it('is held while nobody takes what it writes', async () => {
    const seen = taken(true);
    const version = handler(`
      let written = 0;
      const piece = 'x'.repeat(65536);
      for (let i = 0; i < 64; i++) {
        if (!stream.write(piece)) await new Promise((resolve) => stream.once('drain', resolve));
        console.log('written ' + (i + 1));
      }
      stream.end();`);
    const ran = functions.run({ ...version, Timeout: 30 }, {}, { onResponse: seen.onResponse });
    const lines = () => functions.log.lines.filter(({ message }) => message.includes('written ')).length;
    await until(() => seen.flow !== undefined);
    // As many turns as the function would need many times over to write all of it.
    for (let i = 0; i < 3_000; i++) await new Promise((resolve) => setImmediate(resolve));
    assert.ok(lines() < 32, `${lines()} of 64 pieces were taken from it`);
    take(seen, seen.flow as BodyFlow);
    const outcome: RunOutcome = await ran;
    assert.equal(outcome.outcome, 'returned');
    assert.equal(seen.text().length, 64 * 65_536);
  });

  it('goes on when its stream is cancelled, and serves the next', async () => {
    const seen = taken(true);
    const version = handler(`stream.write('x'.repeat(1e6)); await new Promise((r) => stream.end('y', r));`);
    const ran = functions.run(version, {}, { onResponse: seen.onResponse });
    await until(() => seen.flow !== undefined);
    seen.flow?.cancel();
    assert.equal((await ran).outcome, 'returned');
    const next = taken();
    await functions.run(version, {}, { onResponse: next.onResponse });
    assert.equal(next.text().length, 1_000_001);
  });
});
