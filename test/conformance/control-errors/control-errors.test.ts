import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newApi, openRest, type RestClient, type Seen } from '../../../src/control/rest/rest.fixture.ts';
import { gatewayResponseRows } from './gateway-responses.ts';
import { integrationRows } from './integrations.ts';
import { keyRows } from './keys.ts';
import { methodRows } from './methods.ts';
import { modelRows } from './models.ts';
import { partRows } from './parts.ts';
import { resourceRows } from './resources.ts';
import { restApiRows } from './rest-apis.ts';
import type { Code, Request, Row } from './row.ts';
import { stageRows } from './stages.ts';
import { variantRows } from './variants.ts';

const rows: readonly Row[] = [
  ...restApiRows,
  ...resourceRows,
  ...methodRows,
  ...integrationRows,
  ...modelRows,
  ...partRows,
  ...gatewayResponseRows,
  ...stageRows,
  ...keyRows,
];

const STATUS: { readonly [code in Code]: number } = {
  BadRequest: 400,
  Conflict: 409,
  NotFound: 404,
  Serialization: 400,
  Validation: 400,
};

type Names = Map<string, string>;

/** `<api>` and its like become what they stand for; what has no name stays. */
function named(text: string, names: Names): string {
  return text.replace(/<(\w+)>/g, (whole, name: string) => names.get(name) ?? whole);
}

function send(rest: RestClient, names: Names, [method, target, body]: Request): Promise<Seen> {
  const read = (): unknown => {
    if (typeof body === 'string') return Buffer.from(body);
    return body && JSON.parse(named(JSON.stringify(body), names));
  };
  return rest.send(method, named(target, names), read());
}

for (const { code, message, recorded, given, when } of [...rows, ...variantRows]) {
  test(`${recorded}: ${when[0]} ${when[1]}: ${message.slice(0, 100)}`, async () => {
    await using rest = await openRest();
    const { id, root } = await newApi(rest);
    const names: Names = new Map([
      ['api', id],
      ['root', root],
    ]);
    for (const [method, target, body, kept = {}] of given) {
      const seen = await send(rest, names, body === undefined ? [method, target] : [method, target, body]);
      assert.ok(seen.status < 300, `${method} ${target}: ${seen.status} ${JSON.stringify(seen.body)}`);
      for (const [name, member] of Object.entries(kept)) names.set(name, String(seen.body[member]));
    }
    const before = await rest.store.sequence();
    const seen = await send(rest, names, when);
    assert.deepEqual(
      [seen.status, seen.error, seen.body.message],
      [STATUS[code], `${code}Exception`, named(message, names)],
    );
    assert.equal(await rest.store.sequence(), before, 'what is refused writes nothing');
  });
}

/** How many sentences the recordings have, each counted once with its code. */
const RECORDED: { readonly [code in Code]: number } = {
  BadRequest: 77,
  Conflict: 6,
  NotFound: 20,
  Serialization: 2,
  Validation: 8,
};

test('every recorded sentence has its row, and none has two', () => {
  const counted = Object.groupBy(rows, ({ code }) => code);
  const numbers = Object.fromEntries(Object.entries(counted).map(([code, some]) => [code, some.length]));
  assert.deepEqual(numbers, RECORDED);
  assert.equal(new Set(rows.map(({ code, message }) => `${code}: ${message}`)).size, rows.length);
});
