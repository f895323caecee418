import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { BodyRoom } from './body-room.ts';
import { definition, HOST, lambda, returned, run } from './gateway.fixture.ts';

test('bodies of requests that are not answered take room, and those without room are told to come again', async () => {
  const room = new BodyRoom(10);
  const begun: { readonly body: string; readonly answer: () => void }[] = [];
  let told = Promise.withResolvers<void>();
  await using gateway = await run(
    definition({ 'POST /pets': lambda }),
    undefined,
    ({ payload }) =>
      new Promise((resolve) => {
        const { body } = JSON.parse(Buffer.from(payload).toString()) as { body: string };
        begun.push({ body, answer: () => resolve(returned({ statusCode: 200, body })) });
        told.resolve();
        told = Promise.withResolvers();
      }),
    undefined,
    room,
  );
  const post = async (body: string) => {
    const invoked = told.promise;
    const answered = gateway.send('POST /prod/pets', [], body);
    await Promise.race([invoked, answered]);
    return answered;
  };
  const first = post('123456');
  while (begun.length < 1) await told.promise;
  assert.equal(room.held, 6);
  const refused = await post('abcdef');
  assert.deepEqual([refused.status, refused.body.toString()], [429, '{"message":"Too Many Requests"}']);
  const second = post('1234');
  while (begun.length < 2) await told.promise;
  assert.equal(room.held, 10);
  for (const { answer } of begun) answer();
  assert.deepEqual(
    (await Promise.all([first, second])).map(({ body }) => body.toString()),
    ['123456', '1234'],
  );
  assert.equal(room.held, 0);
});

test('a client that goes in the middle of its body takes no room any more', async () => {
  const room = new BodyRoom(10);
  await using gateway = await run(definition({ 'POST /pets': lambda }), undefined, undefined, undefined, room);
  const { socket } = await gateway.open();
  socket.write(`POST /prod/pets HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: 8\r\n\r\n1234`);
  while (room.held < 4) await gateway.send('GET /prod/pets');
  socket.destroy();
  await once(socket, 'close');
  while (room.held > 0) await gateway.send('GET /prod/pets');
  assert.equal(gateway.invocations.length, 0);
});
