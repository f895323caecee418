import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { describe, test } from 'node:test';
import { ManualClock } from '../lib/clock.ts';
import { Call } from './call.ts';
import type { ClientAnswer } from './client.ts';
import { Deadlines } from './deadlines.ts';
import { MAX_ASIDE } from './turn.ts';
import { type ConnectionPool, UpstreamConnection } from './upstream-connection.ts';

/** What a connection needs of a socket; what is written goes nowhere. */
class FakeSocket extends EventEmitter {
  writableCorked = 0;
  writableLength = 0;
  destroyed = false;
  cork(): void {
    this.writableCorked++;
  }
  uncork(): void {
    this.writableCorked--;
  }
  write(): boolean {
    return true;
  }
  destroy(): void {
    this.destroyed = true;
  }
}

/** A connection in a pool that notes what it hears, with a call on it that has left. */
async function connected() {
  const heard: string[] = [];
  const answers: ClientAnswer[] = [];
  const pool: ConnectionPool = {
    release: () => heard.push('released'),
    retire: () => heard.push('retired'),
    ended: () => heard.push('ended'),
    retry: () => heard.push('retry'),
  };
  const connection = new UpstreamConnection(pool);
  const socket = new FakeSocket();
  connection.attach(socket as unknown as Socket);
  const ask = (): void => {
    const request = { origin: 'http://a', method: 'GET', path: '/', headers: [], body: undefined, timeoutMs: 1_000 };
    const deadlines = new Deadlines(new ManualClock());
    connection.start(new Call(request, 'a', deadlines, 1_000_000, (answer) => answers.push(answer)));
  };
  const read = connection.onread.buffer as Buffer;
  const arrive = (text: string): void => {
    connection.onread.callback(read.write(text, 'latin1'), read);
  };
  ask();
  await turn();
  return { connection, socket, heard, answers, arrive, ask };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi';
const bodies = (answers: readonly ClientAnswer[]) =>
  answers.map((answer) => (answer.answer === 'response' ? answer.body.toString() : answer.answer));

describe('what an endpoint sends is read at the end of the turn', () => {
  test('and then the connection is free', async () => {
    const { heard, answers, arrive } = await connected();
    arrive(OK);
    assert.deepEqual([answers, heard], [[], []]);
    await turn();
    assert.deepEqual([bodies(answers), heard], [['hi'], ['released']]);
  });

  test('all connections read into one memory: what was put aside is a copy', async () => {
    const one = await connected();
    const two = await connected();
    one.arrive(OK);
    two.arrive(OK.replace('hi', 'ho'));
    await turn();
    assert.deepEqual([bodies(one.answers), bodies(two.answers)], [['hi'], ['ho']]);
  });

  test('in pieces, in their order', async () => {
    const { heard, answers, arrive } = await connected();
    for (const piece of [OK.slice(0, 10), OK.slice(10, 30), OK.slice(30)]) arrive(piece);
    await turn();
    assert.deepEqual([bodies(answers), heard], [['hi'], ['released']]);
  });

  test('what is too much of it makes the connection useless, though it came in a piece of its own', async () => {
    const { socket, heard, answers, arrive } = await connected();
    arrive(OK);
    arrive('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil');
    await turn();
    assert.deepEqual([bodies(answers), heard], [['hi'], ['retired']]);
    assert.equal(socket.destroyed, true);
  });

  test('a long piece is read at once, with what came before it', async () => {
    const { answers, arrive } = await connected();
    const body = 'x'.repeat(MAX_ASIDE);
    arrive('HTTP/1.1 200 OK\r\n');
    arrive(`Content-Length: ${body.length}\r\n\r\n${body}`);
    assert.deepEqual(bodies(answers), [body]);
  });

  for (const over of ['end', 'close']) {
    test(`unless the endpoint goes away in the same turn (${over}): then at once, and the connection is not free`, async () => {
      const { socket, heard, answers, arrive } = await connected();
      arrive(OK);
      socket.emit(over);
      assert.deepEqual(bodies(answers), ['hi']);
      assert.ok(!heard.includes('released'), heard.join());
      await turn();
      assert.deepEqual(bodies(answers), ['hi']);
    });
  }

  test('of a call that was given up in the same turn nothing is read', async () => {
    const { connection, socket, heard, answers, arrive } = await connected();
    arrive(OK);
    connection.fail('The client is closed');
    await turn();
    assert.deepEqual([bodies(answers), heard], [['network error'], ['retired']]);
    assert.equal(socket.destroyed, true);
  });

  test('what comes before a call has left is none of its: the call goes another way', async () => {
    const { socket, heard, answers, arrive, ask } = await connected();
    arrive(OK);
    await turn();
    assert.deepEqual([bodies(answers), heard], [['hi'], ['released']]);
    ask();
    arrive(OK.replace('hi', 'no'));
    await turn();
    assert.deepEqual([bodies(answers), heard, socket.destroyed], [['hi'], ['released', 'retired', 'retry'], true]);
  });

  test('an endpoint that speaks first is none of HTTP', async () => {
    const { connection, heard, answers, arrive, ask } = await connected();
    connection.fail('given up');
    heard.length = answers.length = 0;
    ask();
    arrive('220 mail.example\r\n');
    assert.deepEqual([bodies(answers), heard], [['network error'], ['retired']]);
  });

  test('what nobody asked for ends the connection at once, and is not the next call’s', async () => {
    const { socket, heard, answers, arrive } = await connected();
    arrive(OK);
    await turn();
    arrive(OK);
    assert.deepEqual([bodies(answers), heard, socket.destroyed], [['hi'], ['released', 'retired'], true]);
  });
});
