import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { BodyFlow } from '../lib/body-flow.ts';
import { eventually, openSession, received, serveTls } from './http2.fixture.ts';
import { all, dial, GET, LAST, serve, until } from './wire.fixture.ts';
import type { Answer } from './wire.ts';

/** A flow whose source notes what it is told. */
function noted(length?: number): { readonly flow: BodyFlow; readonly told: string[] } {
  const told: string[] = [];
  const flow = new BodyFlow(
    { hold: () => told.push('hold'), release: () => told.push('release'), cancel: () => told.push('cancel') },
    length,
  );
  return { flow, told };
}

const streams =
  (flow: BodyFlow): Answer =>
  () => ({ status: 200, headers: ['Content-Type', 'text/plain', 'X-A', '1'], body: '', stream: flow });

describe('a body that is streamed over HTTP/1.1', () => {
  test('comes in chunks; the next request waits for its end', async () => {
    const flows = [noted(), noted()];
    let asked = 0;
    await using served = await serve((rq) => streams((flows[asked++] as { flow: BodyFlow }).flow)(rq));
    const socket = dial(served, GET, GET);
    const [first, second] = flows.map(({ flow }) => flow);
    first?.push(Buffer.from('one'));
    assert.match(await until(socket, 'one\r\n'), /Transfer-Encoding: chunked\r\n[\s\S]*\r\n\r\n3\r\none\r\n$/);
    assert.equal(asked, 1);
    first?.end();
    second?.push(Buffer.from('x'.repeat(20_000)));
    second?.end();
    const rest = await until(socket, '\r\n0\r\n\r\n');
    assert.equal(asked, 2);
    assert.match(rest, /\r\n\r\n4e20\r\nx{20000}\r\n0\r\n\r\n$/);
    socket.destroy();
  });

  test('with a length is as long as that, and as short', async () => {
    for (const body of ['12', '1234']) {
      const { flow, told } = noted(3);
      await using served = await serve(streams(flow));
      const socket = dial(served, GET);
      flow.push(Buffer.from(body));
      flow.end();
      const text = await all(socket);
      assert.match(text, /Content-Length: 3\r\n/);
      assert.ok(text.slice(text.indexOf('\r\n\r\n') + 4).length < 3, text);
      assert.deepEqual(told, []);
    }
  });

  test('a header that cannot be sent cancels it', async () => {
    const { flow, told } = noted();
    await using served = await serve(() => ({ status: 200, headers: ['X-A', 'a\r\nb'], body: '', stream: flow }));
    await all(dial(served, GET));
    assert.deepEqual(told, ['cancel']);
  });

  test('an answer that comes when the client has gone is cancelled', async () => {
    const { flow, told } = noted();
    const { promise, resolve } = Promise.withResolvers<void>();
    const gone: string[] = [];
    await using served = await serve(async (rq) => {
      if (rq.caller !== undefined) rq.caller.whenGone = { cancel: () => gone.push('gone') };
      await promise;
      return { status: 200, headers: [], body: '', stream: flow };
    });
    const socket = dial(served, GET);
    await once(socket, 'connect');
    // The request has to be there first.
    for (let turn = 0; turn < 200; turn++) await new Promise((done) => setImmediate(done));
    socket.resetAndDestroy();
    await eventually(() => gone.length > 0);
    resolve();
    await eventually(() => told.length > 0);
    assert.deepEqual(told, ['cancel']);
  });

  test('ends with the connection for who wants no other request', async () => {
    const { flow } = noted();
    await using served = await serve(streams(flow));
    const socket = dial(served, LAST);
    flow.push(Buffer.from('a'));
    flow.end();
    assert.match(await all(socket), /Connection: close\r\n[\s\S]*\r\n1\r\na\r\n0\r\n\r\n$/);
  });

  test('a listener that closes cuts it when the time to drain is over', async () => {
    const { flow, told } = noted();
    const served = await serve(streams(flow));
    const socket = dial(served, GET);
    flow.push(Buffer.from('a'));
    await until(socket, 'a\r\n');
    const closed = served.listener.close(1_000);
    const text = all(socket);
    served.clock.advance(1_000);
    await closed;
    assert.doesNotMatch(await text, /0\r\n\r\n/);
    assert.deepEqual(told, ['cancel']);
  });
});

describe('a body that is streamed over HTTP/2', () => {
  test('comes in frames as it comes, and ends its stream', async () => {
    const { flow } = noted();
    await using served = await serveTls(streams(flow));
    await using session = openSession(served);
    const stream = session.session.request({ ':path': '/' });
    flow.push(Buffer.from('one'));
    assert.equal(String((await once(stream, 'data'))[0]), 'one');
    flow.push(Buffer.from('two'));
    assert.equal(String((await once(stream, 'data'))[0]), 'two');
    flow.end();
    await once(stream, 'end');
  });

  test('has no content-length but one that is known, and nothing of HTTP/1.1', async () => {
    for (const length of [undefined, 2]) {
      const { flow } = noted(length);
      await using served = await serveTls(streams(flow));
      await using session = openSession(served);
      const answer = received(session.session.request({ ':path': '/' }));
      flow.push(Buffer.from('ok'));
      flow.end();
      const { headers, body } = await answer;
      assert.equal(body, 'ok');
      assert.equal(headers.includes('content-length'), length !== undefined);
      assert.ok(!headers.includes('transfer-encoding'));
    }
  });

  test('that breaks off, or is not as long as was said, resets its stream', async () => {
    for (const [length, failing] of [
      [undefined, true],
      [3, false],
    ] as const) {
      const { flow } = noted(length);
      await using served = await serveTls(streams(flow));
      await using session = openSession(served);
      const answer = received(session.session.request({ ':path': '/' }));
      flow.push(Buffer.from('ok'));
      if (failing) flow.fail('lost');
      else flow.end();
      await assert.rejects(answer, /INTERNAL_ERROR/);
    }
  });

  test('is held by a client that gives no leave, and cancelled with its stream', async () => {
    const { flow, told } = noted();
    await using served = await serveTls(streams(flow));
    await using session = openSession(served);
    const stream = session.session.request({ ':path': '/' });
    stream.on('error', () => undefined);
    stream.pause();
    await once(stream, 'response');
    for (let i = 0; i < 64 && !told.includes('hold'); i++) flow.push(Buffer.alloc(65_536));
    assert.ok(told.includes('hold'), 'the source was held');
    stream.close(8);
    await eventually(() => told.includes('cancel'));
  });

  test('of a HEAD is not wanted', async () => {
    const { flow, told } = noted(5);
    await using served = await serveTls(streams(flow));
    await using session = openSession(served);
    const { headers } = await received(session.session.request({ ':path': '/', ':method': 'HEAD' }));
    assert.equal(headers[headers.indexOf('content-length') + 1], '5');
    assert.deepEqual(told, ['cancel']);
  });
});
