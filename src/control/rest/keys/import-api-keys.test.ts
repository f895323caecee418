import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AT_START, newStage, openRest, type RestClient, refused, type Seen } from '../rest.fixture.ts';

const VALUE = 'apikey1234abcdefghij0123456789';
const OTHER = 'apikey5678abcdefghij0123456789';

function importKeys(rest: RestClient, text: string | Uint8Array, failOnWarnings?: boolean): Promise<Seen> {
  const fail = failOnWarnings === undefined ? '' : `&failonwarnings=${failOnWarnings}`;
  return rest.send('POST', `/apikeys?mode=import&format=csv${fail}`, Buffer.from(text));
}

async function newPlan(rest: RestClient): Promise<string> {
  return (await rest.ok('POST', '/usageplans', { name: 'basic' })).id;
}

async function keysOf(rest: RestClient, plan: string): Promise<unknown[]> {
  return (await rest.ok('GET', `/usageplans/${plan}/keys`)).item.map((key) => key['value']).sort();
}

test('the examples of the developer guide (API Gateway API key file format)', async () => {
  await using rest = await openRest();
  const [first, second] = [await newPlan(rest), await newPlan(rest)];
  const { status, body } = await importKeys(rest, `Key,name\n${VALUE},MyFirstApiKey\n`);
  const ids = body['ids'] as string[];
  assert.deepEqual([status, ids.length, body['warnings']], [201, 1, []]);
  const key = {
    id: ids[0],
    name: 'MyFirstApiKey',
    enabled: true,
    createdDate: AT_START,
    lastUpdatedDate: AT_START,
    stageKeys: [],
    tags: {},
  };
  assert.deepEqual(await rest.ok('GET', `/apikeys/${ids[0]}?includeValue=true`), { ...key, value: VALUE });

  // The same key again: the newer import overwrites.
  rest.clock.advance(5000);
  const again = await importKeys(
    rest,
    `Name,key,description,Enabled,usageplanIds\r\nRenamed,${VALUE},An imported key,FALSE,${first}\r\n`,
  );
  assert.deepEqual(again.body, { ids, warnings: [] });
  const renamed = { name: 'Renamed', description: 'An imported key', enabled: false, lastUpdatedDate: AT_START + 5 };
  assert.deepEqual(await rest.ok('GET', `/apikeys/${ids[0]}`), { ...key, ...renamed });
  assert.deepEqual(await keysOf(rest, first), [VALUE]);

  for (const [quote, value] of [
    ['"', OTHER],
    ["'", VALUE],
  ] as const) {
    const plans = `${quote}${first},${second}${quote}`;
    const { body } = await importKeys(rest, `Enabled,Name,key,UsageplanIds\ntrue,K,${value},${plans}`);
    assert.deepEqual(body['warnings'], []);
  }
  assert.deepEqual(await keysOf(rest, first), [VALUE, OTHER]);
  assert.deepEqual(await keysOf(rest, second), [VALUE, OTHER]);
});

test('unknown columns are ignored, quoted fields hold anything', async () => {
  await using rest = await openRest();
  const file = `\ufeffcolour, NAME ,Key,Description\n\nred,"a ""quoted"", name" ,${VALUE},'it''s\r\ntwo lines'\n,,,\n`;
  const { body } = await importKeys(rest, file, true);
  const [id] = body['ids'] as string[];
  const key = await rest.ok('GET', `/apikeys/${id}`);
  assert.deepEqual([key['name'], key['description']], ['a "quoted", name', "it's\r\ntwo lines"]);
});

const FILE = [
  'name,key,enabled,usageplanids',
  `good,${VALUE},,`,
  'short,abc,,',
  `,${OTHER},,`,
  `maybe,${OTHER},maybe,`,
  `plan,${OTHER},,noplan`,
  `many,${OTHER},true,,more`,
].join('\n');
const WARNINGS = [
  'Line 5: Enabled must be true or false, not maybe',
  'Line 7 has more fields than there are columns',
  'Line 3: API Key value should be at least 20 characters',
  'Line 4: API Key name cannot be empty',
  'Line 6: Invalid Usage Plan ID specified: noplan',
];

test('lines that are wrong are warned of, or nothing is imported', async () => {
  await using rest = await openRest();
  refused(
    await importKeys(rest, FILE, true),
    'BadRequestException',
    `The API keys were not imported: ${WARNINGS.join('; ')}`,
  );
  assert.deepEqual(await rest.ok('GET', '/apikeys'), { item: [] });
  const { body } = await importKeys(rest, FILE, false);
  assert.deepEqual(body['warnings'], WARNINGS);
  const names = (await rest.ok('GET', '/apikeys')).item.map((key) => key['name']).sort();
  assert.deepEqual(names, ['good', 'plan']);
});

test('files that cannot be read', async () => {
  await using rest = await openRest();
  const columns = 'The file of API keys must have the columns Name and Key';
  const quotes = (line: number) => `The file of API keys cannot be read: the quotes on line ${line} are not closed`;
  const files: readonly [file: string | Uint8Array, message: string][] = [
    [' \n', columns],
    ['name,value\na,b', columns],
    ['name,key\n"a,b\n', quotes(2)],
    [`name,key\n\n"a" b,${VALUE}\n`, quotes(3)],
    [`name,key\n'a''',"${VALUE}\n`, quotes(2)],
    [new Uint8Array([0x6e, 0xff]), 'The file of API keys is not UTF-8'],
    [`name,key\n${'a,b\n'.repeat(10_001)}`, 'A file of API keys can have at most 10000 keys'],
  ];
  for (const [file, message] of files) refused(await importKeys(rest, file), 'BadRequestException', message);
});

test('a file of a million quotes or blanks does not hold everything up', async () => {
  await using rest = await openRest();
  const quotes = `name,key\n${'"'.repeat(1_000_000)}`;
  const blanks = `name,key\n${' '.repeat(1_000_000)}"`;
  for (const file of [quotes, blanks]) {
    assert.equal((await importKeys(rest, file)).status, file === quotes ? 201 : 400);
  }
});

test('with --limits aws there are at most 10,000 keys, however they are made, and one that goes leaves room', async () => {
  await using rest = await openRest('aws');
  const plan = await newPlan(rest);
  const lines = Array.from({ length: 10_000 }, (_, i) => `k,apikey1234abcdefghij${i},${plan}`);
  const full = await importKeys(rest, ['name,key,usageplanids', ...lines].join('\n'));
  assert.deepEqual([full.status, (full.body['ids'] as string[]).length, full.body['warnings']], [201, 10_000, []]);
  const message = 'Maximum number of API Keys has been reached.  Please contact AWS if you need additional API Keys.';
  refused(await rest.send('POST', '/apikeys', { name: 'straw' }), 'LimitExceededException', message);
  refused(await importKeys(rest, `name,key\nstraw,${VALUE}`), 'LimitExceededException', message);
  // One that is there already needs no room.
  const known = await importKeys(rest, 'name,key\nrenamed,apikey1234abcdefghij0');
  assert.equal(known.status, 201);
  const [id] = known.body['ids'] as string[];
  await rest.send('DELETE', `/apikeys/${id}`);
  assert.equal((await importKeys(rest, `name,key\nstraw,${VALUE}`)).status, 201);
  assert.equal((await rest.send('DELETE', `/usageplans/${plan}`)).status, 202);
  assert.deepEqual(await rest.ok('GET', '/usageplans'), { item: [] });
});

test('a key that stands in a file twice is in one plan for a stage, as is one that was there', async () => {
  for (const known of [true, false]) {
    await using rest = await openRest();
    const { at } = await newStage(rest);
    const apiStages = [{ apiId: at.slice('/restapis/'.length), stage: 'dev' }];
    const [a, b] = [
      (await rest.ok('POST', '/usageplans', { name: 'a', apiStages })).id,
      (await rest.ok('POST', '/usageplans', { name: 'b', apiStages })).id,
    ];
    if (known) await importKeys(rest, `name,key,usageplanids\nk,${VALUE},${a}`);
    const { body } = await importKeys(rest, `name,key,usageplanids\nk,${VALUE},${a}\nk,${VALUE},${b}`);
    assert.match(String(body['warnings']), /^Line 3: Usage Plan \w+ cannot be added because API Key \w+ cannot/);
    assert.deepEqual([await keysOf(rest, a), await keysOf(rest, b)], [[VALUE], []]);
  }
});

test('a file has bounds, which are looked at while it is read', async () => {
  await using rest = await openRest();
  const cases: readonly [file: string, message: string][] = [
    [`Name,Key\n${'a\n'.repeat(10_001)}"`, 'A file of API keys can have at most 10000 keys'],
    [`Name,Key${','.repeat(1_000)}"`, 'A file of API keys can have at most 1000 columns'],
    [
      `Name,Key,UsagePlanIds\nk,${VALUE},"${'p,'.repeat(100_001)}"`,
      'A file of API keys can name at most 100000 usage plans',
    ],
    [`Name,Key\n${'\n'.repeat(10_485_760)}`, 'A file of API keys can have at most 10485760 characters'],
  ];
  for (const [file, message] of cases) refused(await importKeys(rest, file), 'BadRequestException', message);
  const { body } = await importKeys(rest, `Name,Key\n${`k,${VALUE}\n`.repeat(10_000)}`);
  assert.equal((body['ids'] as string[]).length, 1);
});
