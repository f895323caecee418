import assert from 'node:assert/strict';
import { mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { after, describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { ManualClock } from '../lib/clock.ts';
import { memoryLog } from '../lib/log.ts';
import { accessLogPath } from './access-log-path.ts';
import { ACCESS_LOGS_BOUNDS, AccessLogs } from './access-logs.ts';
import { fileDestination } from './file-destination.ts';
import { streamDestination } from './stream-destination.ts';
import { GatedDestination, tallied } from './telemetry.fixture.ts';

const dir = await mkdtemp(join(tmpdir(), 'gatehouse-access-log-'));
after(() => rm(dir, { recursive: true }));

function open(bounds: Partial<typeof ACCESS_LOGS_BOUNDS> = {}) {
  const clock = new ManualClock();
  const log = memoryLog();
  const destinations = new Map<string, GatedDestination>();
  const logs = new AccessLogs({
    open: (name) => {
      const destination = new GatedDestination();
      destinations.set(name, destination);
      return destination;
    },
    clock,
    log,
    tally: tallied().tally,
    bounds: { ...ACCESS_LOGS_BOUNDS, ...bounds },
  });
  const at = (name: string) => destinations.get(name) as GatedDestination;
  return { logs, clock, at };
}

describe('the logs of a thread', () => {
  test('one destination is one log, for all the plans that use it', () => {
    const { logs } = open();
    assert.equal(logs.acquire('a'), logs.acquire('a'));
    assert.notEqual(logs.acquire('a'), logs.acquire('b'));
  });

  test('the last plan that lets go of it closes it, after the longest request', async () => {
    const { logs, clock, at } = open({ lingerMs: 35_000 });
    const log = logs.acquire('a');
    logs.acquire('a');
    logs.release('a');
    clock.advance(100_000);
    await turn();
    assert.equal(at('a').closed, false);
    logs.release('a');
    clock.advance(34_999);
    log.line('late\n');
    clock.advance(1);
    await turn();
    assert.deepEqual([at('a').batches, at('a').closed], [['late\n'], true]);
    assert.equal(clock.pending, 0);
    assert.throws(() => logs.release('a'), /Nobody holds the access log a/);
  });

  test('a stream of 15 minutes has its line', async () => {
    const { logs, clock, at } = open();
    const log = logs.acquire('a');
    logs.release('a');
    clock.advance(900_000);
    log.line('late\n');
    await logs.close();
    assert.deepEqual(at('a').batches, ['late\n']);
  });

  test('once they are closed nobody gets one, and to let go of one does nothing', async () => {
    const { logs } = open();
    logs.acquire('a');
    await logs.close();
    assert.throws(() => logs.acquire('a'), /The logs are closed/);
    logs.release('a');
  });

  test('a plan that takes it up again while it lingers keeps it', async () => {
    const { logs, clock, at } = open({ lingerMs: 35_000 });
    const log = logs.acquire('a');
    logs.release('a');
    clock.advance(20_000);
    assert.equal(logs.acquire('a'), log);
    clock.advance(35_000);
    await turn();
    assert.equal(at('a').closed, false);
  });

  test('there are no more destinations than may be open', () => {
    const { logs } = open({ destinations: 2 });
    logs.acquire('a');
    logs.acquire('b');
    assert.throws(() => logs.acquire('c'), /No access log is free for c: all 2 destinations are in use/);
    logs.acquire('a');
  });

  test('all share the memory that may wait', () => {
    const { logs, at } = open({ totalBytes: 10 });
    for (const name of ['a', 'b']) {
      const log = logs.acquire(name);
      at(name).shut();
      log.line('123456\n');
    }
    assert.equal(at('a').started + at('b').started, 0);
    logs.reopen();
    assert.deepEqual([at('a').started, at('b').started], [1, 0]);
  });

  test('two that write at once do not write into each other', async () => {
    const { logs, at } = open();
    // A write before, so that there is memory to be used again.
    logs.acquire('a').line('0\n');
    logs.reopen();
    await turn();
    for (const name of ['a', 'b']) {
      const log = logs.acquire(name);
      at(name).shut();
      log.line(`${name}\n`);
    }
    logs.reopen();
    await turn();
    for (const name of ['a', 'b']) at(name).open();
    await logs.close();
    assert.deepEqual(at('a').batches, ['0\n', 'reopened', 'a\n', 'reopened']);
    assert.deepEqual(at('b').batches, ['b\n', 'reopened']);
  });

  test('closing writes the lines of all, those that linger included', async () => {
    const { logs, clock, at } = open();
    logs.acquire('a').line('1\n');
    logs.acquire('b').line('2\n');
    logs.release('b');
    await logs.close();
    assert.deepEqual([at('a').batches, at('b').batches], [['1\n'], ['2\n']]);
    assert.deepEqual([at('a').closed, at('b').closed, clock.pending], [true, true, 0]);
  });
});

describe('a file', () => {
  const bytes = (text: string) => Buffer.from(text);

  test('is made with its folder, for its owner and group only, and appended to', async () => {
    const path = join(dir, 'deep/er/a.log');
    for (const text of ['1\n', '2\n']) {
      const file = fileDestination(path);
      await file.write(bytes(text));
      await file.close();
    }
    assert.equal(await readFile(path, 'utf8'), '1\n2\n');
    assert.equal((await stat(path)).mode & 0o007, 0);
  });

  test('goes on in a new file after a rotation', async () => {
    const path = join(dir, 'rotated.log');
    const file = fileDestination(path);
    await file.write(bytes('1\n'));
    await rename(path, `${path}.1`);
    await file.write(bytes('2\n'));
    await file.reopen();
    await file.write(bytes('3\n'));
    await file.close();
    assert.equal(await readFile(`${path}.1`, 'utf8'), '1\n2\n');
    assert.equal(await readFile(path, 'utf8'), '3\n');
  });

  test('two writers share one without mixing their batches', async () => {
    const path = join(dir, 'shared.log');
    const batch = (mark: string) => `${mark.repeat(63)}\n`.repeat(1024);
    await Promise.all(
      ['a', 'b'].map(async (mark) => {
        const file = fileDestination(path);
        for (let i = 0; i < 20; i++) await file.write(bytes(batch(mark)));
        await file.close();
      }),
    );
    const text = await readFile(path, 'utf8');
    const batches = text.match(/.{65536}/gs) ?? [];
    assert.equal(batches.length, 40);
    for (const each of batches) assert.ok(each === batch('a') || each === batch('b'));
  });

  test('a line that was cut off spoils no other', async () => {
    const path = join(dir, 'torn.log');
    const file = fileDestination(path);
    for (const text of ['1\nhal', '2\n', '3\n']) await file.write(bytes(text));
    await file.close();
    assert.equal(await readFile(path, 'utf8'), '1\nhal\n2\n3\n');
  });

  test('that cannot be opened is tried again with the next batch', async () => {
    const path = join(dir, 'blocked');
    const blocker = fileDestination(path);
    await blocker.write(bytes('in the way\n'));
    await blocker.close();
    const file = fileDestination(join(path, 'a.log'));
    await assert.rejects(file.write(bytes('1\n')), { code: /ENOTDIR|EEXIST/ });
    await rm(path);
    await file.write(bytes('2\n'));
    await file.close();
    assert.equal(await readFile(join(path, 'a.log'), 'utf8'), '2\n');
  });
});

describe('a stream', () => {
  test('has taken a batch when it says so, not when it was given', async () => {
    const done: (() => void)[] = [];
    const stream = new Writable({
      write(_chunk, _encoding, callback) {
        done.push(callback);
      },
    });
    const destination = streamDestination(stream);
    let taken = false;
    const write = destination.write(Buffer.from('1\n')).then(() => {
      taken = true;
    });
    await turn();
    assert.equal(taken, false);
    done[0]?.();
    await write;
    await destination.close();
    assert.equal(stream.writableEnded, false);
  });

  test('that breaks fails the writes of all its destinations, not the process', async () => {
    const stream = new PassThrough();
    const destinations = Array.from({ length: 20 }, () => streamDestination(stream));
    assert.equal(stream.listenerCount('error'), 1);
    const closed = new Promise((resolve) => stream.once('close', resolve));
    stream.destroy(new Error('EPIPE'));
    await closed;
    for (const destination of destinations) await assert.rejects(destination.write(Buffer.from('1\n')));
  });
});

describe('the file of a destination', () => {
  for (const [arn, file] of [
    ['arn:aws:logs:eu-west-1:000000000000:log-group:pets', 'eu-west-1.000000000000.logs.pets.log'],
    ['arn:aws:logs:eu-west-1:000000000000:log-group:pets:*', 'eu-west-1.000000000000.logs.pets.log'],
    ['arn:aws:logs:eu-west-1:1:log-group:/aws/api#1', 'eu-west-1.1.logs.%2Faws%2Fapi%231.log'],
    ['arn:aws:logs:eu-west-1:1:log-group:../../etc/passwd', 'eu-west-1.1.logs...%2F..%2Fetc%2Fpasswd.log'],
    [
      'arn:aws:firehose:us-east-1:1:deliverystream/amazon-apigateway-pets',
      'us-east-1.1.firehose.amazon-apigateway-pets.log',
    ],
  ] as const)
    test(arn, () => assert.equal(accessLogPath('/logs', arn), `/logs/${file}`));

  test('two long names that begin alike have two files', () => {
    const paths = ['a', 'b'].map((end) =>
      accessLogPath('/logs', `arn:aws:logs:eu-west-1:1:log-group:${'x'.repeat(511)}${end}`),
    );
    assert.notEqual(paths[0], paths[1]);
    for (const path of paths) assert.ok(path.length < 6 + 255);
  });

  for (const arn of [
    '',
    'pets',
    'arn:aws:s3:::pets',
    'arn:aws:logs:eu-west-1:1:log-group:a\nb',
    'arn:aws:logs:x/..:1:log-group:a',
  ])
    test(`there is none for ${JSON.stringify(arn)}`, () =>
      assert.throws(() => accessLogPath('/logs', arn), /names neither a log group nor a delivery stream/));
});
