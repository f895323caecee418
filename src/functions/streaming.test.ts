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

  it('serves the next while a slow client still takes the last it has written', async () => {
    const slow = taken();
    const version = handler(`stream.write('x'.repeat(40000)); stream.end('y'.repeat(20000) + process.pid);`);
    const ran = functions.run(
      version,
      {},
      {
        onResponse(flow) {
          slow.flow = flow;
          const piece = (bytes: Buffer): void => {
            slow.pieces.push(bytes);
            flow.hold();
          };
          const end = (): void => {
            slow.ended = true;
          };
          flow.take({ piece, end, fail: (why) => assert.fail(why) });
        },
      },
    );
    assert.equal((await ran).outcome, 'returned');
    const next = taken();
    assert.equal((await functions.run(version, {}, { onResponse: next.onResponse })).outcome, 'returned');
    assert.equal(slow.ended, false);
    while (!slow.ended) slow.flow?.release();
    assert.match(slow.text(), /^x{40000}y{20000}\d+$/);
    // Also the same process.
    assert.equal(next.text(), slow.text());
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

describe('a runtime of its own that streams its response', () => {
  it('and hangs up in the middle of it has broken off for the client at once, not with its time', async () => {
    const functions = bench({ maxEnvironments: 1 });
    const version = functions.version(
      {
        bootstrap: `#!/usr/bin/env python3
import os, socket, time
host, port = os.environ['AWS_LAMBDA_RUNTIME_API'].split(':')
connect = lambda: socket.create_connection((host, int(port)))
asking = connect()
asking.sendall(b'GET /2018-06-01/runtime/invocation/next HTTP/1.1\\r\\nHost: l\\r\\n\\r\\n')
head = b''
while b'\\r\\n\\r\\n' not in head: head += asking.recv(65536)
id = [line for line in head.split(b'\\r\\n') if line.startswith(b'Lambda-Runtime-Aws-Request-Id')][0].split(b': ')[1]
answering = connect()
answering.sendall(b'POST /2018-06-01/runtime/invocation/' + id + b'/response HTTP/1.1\\r\\nHost: l\\r\\n'
  b'Lambda-Runtime-Function-Response-Mode: streaming\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n5\\r\\nhello\\r\\n')
answering.close()
time.sleep(1000)
`,
      },
      { Runtime: 'provided.al2023', Timeout: 900 },
    );
    const seen = taken();
    const ran = functions.run(version, {}, { onResponse: seen.onResponse });
    await until(() => seen.failure !== undefined);
    assert.match(seen.failure ?? '', /closed its connection before its response was complete/);
    assert.deepEqual([seen.text(), seen.ended], ['hello', false]);
    await functions.close();
    await ran;
  });
});
