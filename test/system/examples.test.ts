import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { deployGuestbook, type Guestbook } from '../../examples/serverless/deploy.ts';
import { startDynamoDb } from '../../examples/serverless/dynamodb.ts';
import { callDynamoDb } from '../../examples/serverless/function/dynamodb.mjs';
import { deployShop } from '../../examples/soap/deploy.ts';
import { textOf } from '../../examples/soap/function/xml.mjs';
import { startShop } from '../../examples/soap/shop.ts';
import { type Running, startProcess } from './start.ts';

/** What ends a string, a JSON text, an XML text or a template where it is not escaped. */
const TRICKY = `"quoted" 'n' \\u0041 <b>&amp;</b> ]]> $input.body \${x} #set($a = 1) #end é 漢 😀`;

describe('the Guestbook (examples/serverless)', () => {
  let dynamodb: Awaited<ReturnType<typeof startDynamoDb>>;
  let gatehouse: Running;
  let book: Guestbook;

  before(async () => {
    dynamodb = await startDynamoDb();
    gatehouse = await startProcess(['--ephemeral', '--aws-endpoints', `dynamodb=${dynamodb.url}`]);
    book = await deployGuestbook(gatehouse.endpoint, dynamodb.url);
  });
  after(async () => {
    await gatehouse?.stop();
    await dynamodb?.stop();
  });

  async function entries(query = ''): Promise<{ id: string; name: string; message: string; likes: number }[]> {
    const response = await fetch(`${book.url}entries${query}`);
    const body = await response.text();
    assert.equal(response.status, 200, body);
    return JSON.parse(body).entries;
  }

  async function sign(name: string, message: string): Promise<string> {
    const response = await postJson(`${book.url}entries`, { name, message });
    const body = await response.text();
    assert.equal(response.status, 201, body);
    return JSON.parse(body).id;
  }

  function askTable(id: string): Promise<Record<string, unknown>> {
    const access = { region: 'us-east-1', accessKeyId: 'test', secretAccessKey: 'test', sessionToken: undefined };
    const key = { book: { S: 'main' }, id: { S: id } };
    return callDynamoDb('GetItem', { TableName: 'Guestbook', Key: key }, { endpoint: dynamodb.url, ...access });
  }

  test('serves its page and the script that the page names', async () => {
    const page = await getAt(gatehouse, book.page);
    assert.deepEqual([page.status, page.type], [200, 'text/html; charset=utf-8']);
    const [, src = ''] = /<script type="module" src="([^"]+)">/.exec(page.body) ?? [];
    const script = await getAt(gatehouse, new URL(src, book.page).href);
    assert.deepEqual([script.status, script.type], [200, 'text/javascript; charset=utf-8']);
    assert.match(script.body, /fetch\(/);
  });

  test('an entry goes through the templates into DynamoDB and back as it was', async () => {
    const id = await sign('Ada', TRICKY);
    assert.match(id, /^\d{13}-[\da-f-]{36}$/);
    const { Item } = await askTable(id);
    assert.deepEqual(Item, {
      book: { S: 'main' },
      id: { S: id },
      name: { S: 'Ada' },
      message: { S: TRICKY },
      likes: { N: '0' },
    });
    const entry = { id, name: 'Ada', message: TRICKY, likes: 0 };
    assert.deepEqual((await entries())[0], entry);
    const one = await fetch(`${book.url}entries/${id}`);
    assert.deepEqual([one.status, await one.json()], [200, entry]);
  });

  test('the newest come first, and a limit is a number or the default', async () => {
    await sign('Bob', 'first');
    const before = await entries('?limit=99');
    await sign('Bob', 'second');
    const all = await entries('?limit=99');
    assert.equal(all[0]?.message, 'second');
    assert.deepEqual(all.slice(1), before);
    assert.deepEqual(await entries('?limit=1'), all.slice(0, 1));
    // Were it taken as it is, this would be a Query of its own.
    assert.deepEqual(await entries(`?limit=${encodeURIComponent('1, "ScanIndexForward": true')}`), all);
  });

  test('the function counts likes in the same table', async () => {
    const id = await sign('Eve', 'hello');
    for (const likes of [1, 2]) {
      const response = await postJson(`${book.url}entries/${id}/likes`, {});
      assert.deepEqual([response.status, await response.json()], [200, { likes }]);
    }
    assert.equal((await entries()).find((entry) => entry.id === id)?.likes, 2);
  });

  test('what is wrong is said, and the table is as it was', async () => {
    const before = await entries('?limit=99');
    // The sentence is AWS's, of its JSON Schema validator (aws-behaviour.md §1.13).
    const incomplete = await postJson(`${book.url}entries`, { name: 'Ada' });
    assert.equal(incomplete.status, 400);
    assert.equal(
      await incomplete.text(),
      'Invalid request body: [object has missing required properties (["message"])]',
    );
    const form = await fetch(`${book.url}entries`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'name=Ada&message=hi',
    });
    assert.equal(form.status, 415);
    for (const [method, path] of [
      ['GET', 'entries/none'],
      ['POST', 'entries/none/likes'],
    ] as const) {
      const response = await fetch(book.url + path, { method });
      assert.deepEqual([response.status, await response.json()], [404, { message: 'There is no such entry' }], path);
    }
    assert.deepEqual(await entries('?limit=99'), before);
  });

  test('what DynamoDB refuses is a 400 with its words', async () => {
    // A sort key may have 1024 bytes (Amazon DynamoDB developer guide, "Service quotas").
    const id = 'x'.repeat(1025);
    const itself = await askTable(id).then(
      () => 'no error',
      (error: Error) => error.message,
    );
    const response = await fetch(`${book.url}entries/${id}`);
    assert.deepEqual([response.status, await response.json()], [400, { message: itself }]);
    assert.match(itself, /1024 bytes/);
  });

  test('other origins may call it: preflights, answers and errors', async () => {
    for (const [path, methods] of [
      ['entries', 'GET,POST,OPTIONS'],
      ['entries/x/likes', 'POST,OPTIONS'],
    ]) {
      const preflight = await fetch(book.url + path, {
        method: 'OPTIONS',
        headers: {
          Origin: 'https://example.com',
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'content-type',
        },
      });
      assert.equal(preflight.status, 200);
      assert.deepEqual(
        ['origin', 'methods', 'headers'].map((name) => preflight.headers.get(`access-control-allow-${name}`)),
        ['*', methods, 'Content-Type'],
      );
    }
    for (const [method, path, body] of [
      ['GET', 'entries'],
      ['POST', 'entries', '{"name": "Ada", "message": "hi"}'],
      ['POST', 'entries', '{}'],
      ['POST', 'entries/none/likes'],
      ['GET', 'nowhere'],
    ] as const) {
      const headers = { 'Content-Type': 'application/json', Origin: 'https://example.com' };
      const response = await fetch(book.url + path, { method, headers, ...(body !== undefined && { body }) });
      assert.equal(response.headers.get('access-control-allow-origin'), '*', `${method} ${path} ${response.status}`);
    }
  });
});

describe('the shop (examples/soap)', () => {
  let shop: Awaited<ReturnType<typeof startShop>>;
  let gatehouse: Running;
  let url: string;

  before(async () => {
    shop = await startShop();
    gatehouse = await startProcess(['--ephemeral']);
    url = await deployShop(gatehouse.endpoint, shop.address);
  });
  after(async () => {
    await gatehouse?.stop();
    await shop?.stop();
  });

  const order = { customer: TRICKY, item: 'lamp', quantity: 2 };

  test('an order is JSON on one side and SOAP on the other, and keeps every character', async () => {
    const placed = await postJson(`${url}orders`, order);
    const { number, total } = (await placed.json()) as { number: number; total: number };
    assert.deepEqual([placed.status, total], [201, 80]);
    const found = await fetch(`${url}orders/${number}`);
    assert.deepEqual([found.status, await found.json()], [200, { number, ...order, total: 80 }]);
  });

  test('without a function the answer is the XML of the service, and its faults are one status', async () => {
    const placed = await postJson(`${url}xml/orders`, order);
    const xml = await placed.text();
    assert.deepEqual([placed.status, placed.headers.get('content-type')], [201, 'text/xml; charset=utf-8'], xml);
    const found = await fetch(`${url}orders/${textOf(xml, 'number')}`);
    assert.equal(((await found.json()) as { customer: string }).customer, TRICKY);

    const refused = await postJson(`${url}xml/orders`, { ...order, item: 'rope' });
    const fault = await refused.text();
    assert.equal(refused.status, 502);
    // SOAP 1.1, section 4.4.1.
    assert.deepEqual(
      [textOf(fault, 'faultcode'), textOf(fault, 'faultstring')],
      ['soap:Client', 'We do not sell <rope>'],
    );
  });

  test('through the function each fault has a status of its own', async () => {
    for (const [item, status, message] of [
      [TRICKY.slice(0, 40), 422, `We do not sell <${TRICKY.slice(0, 40)}>`],
      ['anvil', 502, 'The shop is not available'],
    ] as const) {
      const response = await postJson(`${url}orders`, { ...order, item });
      assert.deepEqual([response.status, await response.json()], [status, { message }]);
    }
    const unknown = await fetch(`${url}orders/4711`);
    assert.deepEqual([unknown.status, await unknown.json()], [404, { message: 'There is no order 4711' }]);
  });

  test('what cannot stand in XML is refused before it becomes XML', async () => {
    for (const wrong of [
      { customer: 'a\u0000b' },
      { customer: '' },
      { quantity: 0 },
      { quantity: '2' },
      { note: 'x' },
    ]) {
      for (const path of ['orders', 'xml/orders']) {
        const response = await postJson(url + path, { ...order, ...wrong });
        assert.equal(response.status, 400, JSON.stringify(wrong));
        assert.match(await response.text(), /^Invalid request body: \[/);
      }
    }
  });

  test('a service that is not there is no 201', async () => {
    await shop.stop();
    const placed = await postJson(`${url}orders`, order);
    assert.deepEqual([placed.status, await placed.json()], [502, { message: 'The shop is not available' }]);
    // AWS's INTEGRATION_FAILURE for an endpoint that cannot be reached is a 504 (developer guide, "Gateway response types").
    assert.equal((await postJson(`${url}xml/orders`, order)).status, 504);
  });
});

describe('one command', () => {
  for (const [name, calls] of [
    ['weather', ['200']],
    ['serverless', ['201', '200', '400']],
    ['soap', ['201', '200', '404', '201']],
  ] as const) {
    test(`npm run ${name} starts it, shows its calls, and ends on SIGTERM`, async (t) => {
      const script = fileURLToPath(new URL(`../../examples/${name}/run.ts`, import.meta.url));
      const example = spawn(process.execPath, [script, '--port', '0', '--ephemeral'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      t.after(() => example.kill('SIGKILL'));
      const ended = once(example, 'exit');
      const statuses: string[] = [];
      for await (const line of createInterface({ input: example.stdout })) {
        const [, status] = /^ {2}(\d{3}) /.exec(line) ?? [];
        if (status !== undefined) statuses.push(status);
        if (line.includes(' is up. ')) example.kill('SIGTERM');
      }
      assert.deepEqual(statuses, calls);
      assert.deepEqual(await ended, [0, null]);
    });
  }
});

function postJson(url: string, body: unknown): Promise<Response> {
  const headers = { 'Content-Type': 'application/json' };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** As a browser does, which knows that every name under localhost is this machine. */
function getAt(gatehouse: Running, url: string): Promise<{ status: number; type: string | undefined; body: string }> {
  const { host, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: gatehouse.port, path: pathname, headers: { host } }, (response) => {
      text(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'], body }),
        reject,
      );
    })
      .on('error', reject)
      .end();
  });
}
