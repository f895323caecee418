import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import {
  type Context,
  type Fault,
  isFault,
  type MethodRequest,
  requestTooLarge,
  wholeBody,
} from '../exchange/exchange.ts';
import { ManualClock } from '../lib/clock.ts';
import { type Signable, type Signing, signed } from '../lib/signer.fixture.ts';
import { signingTime } from '../lib/sigv4.ts';
import type { Authenticated } from './authenticate.ts';
import { compileIam } from './iam.ts';
import type { IamCaller, IamDirectory } from './iam-directory.ts';
import { malformedAuthorization } from './signed-request.ts';

const AT = Date.UTC(2026, 10, 22, 12, 36, 0);
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const KEY = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey, at: AT };
const SESSION = { accessKeyId: 'ASIATEMPORARY', secretAccessKey, sessionToken: 'session+token/=', at: AT };
const HOST = 'abcdef1234.execute-api.eu-west-1.amazonaws.com';

function callerOf(accessKey: string, more: Partial<IamCaller> = {}): IamCaller {
  const userArn = 'arn:aws:iam::123456789012:user/ada';
  const identity = { accessKey, accountId: '123456789012', caller: 'AIDA1', user: 'AIDA1', userArn };
  const principal = { arn: userArn, accountId: '123456789012', userId: 'AIDA1', roleArn: null };
  const rights: Pick<IamCaller, 'policy' | 'condition'> = { policy: () => 'ALLOW', condition: () => undefined };
  return { secretAccessKey, status: 'Active', identity, principal, ...rights, ...more };
}

const callers: Readonly<Record<string, IamCaller>> = {
  AKIDEXAMPLE: callerOf('AKIDEXAMPLE'),
  ASIATEMPORARY: callerOf('ASIATEMPORARY', { sessionToken: 'session+token/=', expiration: AT + 60_000 }),
  AKIDINACTIVE: callerOf('AKIDINACTIVE', { status: 'Inactive' }),
};
const directory: IamDirectory = {
  find: (id) => (Object.hasOwn(callers, id) ? callers[id] : undefined),
  findRole: () => undefined,
};

const plain: Signable = { method: 'GET', path: '/prod/pets', headers: { host: HOST } };

interface Outcome {
  readonly result: Authenticated | Fault;
  readonly cx: Context;
  readonly bodiesRead: number;
}

async function ask(
  sent: Signable,
  { now = AT, iam = directory as IamDirectory | null, body = undefined as Fault | undefined } = {},
): Promise<Outcome> {
  let bodiesRead = 0;
  const bytes = Buffer.from(sent.body ?? '');
  const rq: MethodRequest = {
    httpMethod: sent.method,
    path: sent.path.replace(/^\/[^/]*/, '') || '/',
    query: sent.query ?? '',
    signedPath: sent.path,
    headers: Object.entries(sent.headers).flat(),
    pathParameters: null,
    port: 443,
    secure: true,
    body: {
      length: bytes.length,
      bytes: () => assert.fail('What was signed is what was sent'),
      async asSent() {
        bodiesRead++;
        return body ?? bytes;
      },
      stream: () => assert.fail('The body is read whole'),
    },
  };
  const cx = { iam: undefined } as unknown as Context;
  const authenticate = compileIam(
    { region: 'eu-west-1' },
    { clock: new ManualClock(now), ...(iam !== null && { iam }) },
  );
  return { result: await authenticate(rq, cx, 'arn'), cx, bodiesRead };
}

async function refused(sent: Signable, how?: Parameters<typeof ask>[1]): Promise<Fault> {
  const { result, cx } = await ask(sent, how);
  assert.ok(isFault(result), 'it was let in');
  assert.equal(cx.iam, undefined);
  return result;
}

/** Type, status, error and message of a refusal. */
async function words(sent: Signable, how?: Parameters<typeof ask>[1]): Promise<readonly unknown[]> {
  const { fault, status, errorType, message, phase } = await refused(sent, how);
  assert.equal(phase, 'before');
  return [fault, status, errorType, message];
}

async function holds(sent: Signable, how?: Parameters<typeof ask>[1]): Promise<void> {
  const { result } = await ask(sent, how);
  if (isFault(result)) assert.fail(`${result.message} ${result.detail}`);
}

const invalid = (message: string) => ['INVALID_SIGNATURE', 403, 'InvalidSignatureException', message];
const unrecognized = [
  'INVALID_SIGNATURE',
  403,
  'UnrecognizedClientException',
  'The security token included in the request is invalid.',
];
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

async function mismatch(sent: Signable): Promise<void> {
  const [fault, status, errorType, message] = await words(sent);
  assert.deepEqual([fault, status, errorType], ['INVALID_SIGNATURE', 403, 'InvalidSignatureException']);
  assert.ok(String(message).startsWith(MISMATCH), String(message));
}

const shapes: readonly (readonly [string, Partial<Signable>])[] = [
  ['nothing but a path', {}],
  ['the stage alone', { path: '/prod' }],
  ['the stage and a slash', { path: '/prod/' }],
  ['a slash at the end', { path: '/prod/pets/' }],
  ['slashes before and behind the stage, which do not count', { path: '//prod/pets' }],
  ['an encoded path', { path: '/prod/caf%C3%A9/a%20b/x%2Fy/test%2Balias@gmail.com' }],
  ['characters of a path that need no encoding, and a plus', { path: "/prod/a+b/$default/~-_.!*'()" }],
  ['a body', { method: 'POST', body: '{"name":"ü"}', headers: { host: HOST, 'content-type': 'application/json' } }],
  ['a body that is no text', { method: 'PUT', body: Buffer.from([0xff, 0x00, 0xfe]) }],
  ['a query to be sorted and encoded', { query: "b=2&a=%C3%BC%20%2B1&a=0&empty=&A=%2F%3F%3D&x=!*'()~" }],
  ['a header to be trimmed', { headers: { host: HOST, 'x-amz-meta': '  a   b  ' } }],
];

describe('what the SDK for JavaScript signs is let in', () => {
  for (const [name, part] of shapes) {
    const request = { ...plain, ...part };
    test(name, async () => holds(await signed(request, KEY)));
    test(`presigned: ${name}`, async () => holds(await signed(request, { ...KEY, presign: 900 })));
    test(`of a session: ${name}`, async () => holds(await signed(request, SESSION)));
  }
  test('a presigned request of a session', async () => holds(await signed(plain, { ...SESSION, presign: 900 })));
});

test('text beyond ASCII in a header, as UTF-8 and as Latin-1', async () => {
  const sent = await signed({ ...plain, headers: { ...plain.headers, 'x-name': 'é' } }, KEY);
  await holds(sent);
  const onTheWire = Buffer.from('é').toString('latin1');
  await holds({ ...sent, headers: { ...sent.headers, 'x-name': onTheWire } });
});

test('who has signed is noted in the context, and no secret goes on with them', async () => {
  const { result, cx } = await ask(await signed(plain, KEY));
  assert.deepEqual(cx.iam, {
    accessKey: 'AKIDEXAMPLE',
    accountId: '123456789012',
    caller: 'AIDA1',
    user: 'AIDA1',
    userArn: 'arn:aws:iam::123456789012:user/ada',
  });
  assert.deepEqual(Object.keys(result).sort(), ['condition', 'policy', 'principal']);
});

test('§2.7 AWS_IAM no Authorization', async () => {
  assert.deepEqual(await words(plain), [
    'MISSING_AUTHENTICATION_TOKEN',
    403,
    'MissingAuthenticationTokenException',
    'Missing Authentication Token',
  ]);
});

describe('§2.7 malformed Authorization', () => {
  const hash = (text: string) => createHash('sha256').update(text).digest('base64');
  // The sentence: awslabs/time-addressable-media-store#8 (2025), of an API of AWS; serverless/serverless#3205 and bankofmaldives/bml-connect#4
  // for what is told to whom.
  const lacking = (parameters: readonly string[], header: string) =>
    `${parameters.map((name) => `Authorization header requires '${name}' parameter. `).join('')}Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. (Hashed with SHA-256 and encoded with Base64) Authorization=${hash(header)}`;
  const cases: readonly (readonly [header: string, message: string])[] = [
    [
      'Bearer xyz',
      `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hash('Bearer xyz')}'.`,
    ],
    ['sometoken', lacking(['Credential', 'Signature', 'SignedHeaders'], 'sometoken')],
    ['Basic eHg6eQ==', lacking(['Credential', 'Signature', 'SignedHeaders'], 'Basic eHg6eQ==')],
    ['AWS4-HMAC-SHA256 Signature=1', lacking(['Credential', 'SignedHeaders'], 'AWS4-HMAC-SHA256 Signature=1')],
  ];
  for (const [authorization, message] of cases) {
    test(authorization, async () => {
      const expected = ['MISSING_AUTHENTICATION_TOKEN', 403, 'IncompleteSignatureException', message];
      assert.deepEqual(await words({ ...plain, headers: { host: HOST, authorization } }), expected);
      const fault = malformedAuthorization(['Authorization', authorization]);
      assert.deepEqual([fault?.fault, fault?.status, fault?.errorType, fault?.message], expected);
    });
  }
  test('a signature is not malformed, wherever it leads', async () => {
    const { headers } = await signed(plain, KEY);
    assert.equal(malformedAuthorization(Object.entries(headers).flat()), undefined);
    assert.equal(malformedAuthorization([]), undefined);
  });
  test('parts of a presigned request', async () => {
    const [fault, , errorType] = await words({ ...plain, query: 'X-Amz-Signature=1&X-Amz-Date=2' });
    assert.deepEqual([fault, errorType], ['MISSING_AUTHENTICATION_TOKEN', 'IncompleteSignatureException']);
    const { query } = await signed(plain, { ...KEY, presign: 900 });
    const twice = await words({ ...plain, query: `${query}&X-Amz-Signature=1` });
    assert.equal(twice[2], 'IncompleteSignatureException');
  });
});

test('SigV4a is not implemented, and says so', async () => {
  const asymmetric = { host: HOST, authorization: 'AWS4-ECDSA-P256-SHA256 Credential=a' };
  for (const sent of [
    { ...plain, headers: asymmetric },
    { ...plain, query: 'X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256&X-Amz-Signature=1' },
  ]) {
    const { fault, status, message } = await refused(sent);
    assert.deepEqual([fault, status, message], ['NOT_IMPLEMENTED', 501, 'Gatehouse does not implement SigV4a yet']);
  }
});

describe('§2.7 bad signature', () => {
  const other: readonly (readonly [string, (sent: Signable) => Signable])[] = [
    ['method', (sent) => ({ ...sent, method: 'DELETE' })],
    ['path', (sent) => ({ ...sent, path: '/prod/pets/1' })],
    ['spelling of the path', (sent) => ({ ...sent, path: '/prod/p%65ts' })],
    ['query', (sent) => ({ ...sent, query: [sent.query, 'x=1'].filter(Boolean).join('&') })],
    ['body', (sent) => ({ ...sent, body: 'other' })],
    ['host', (sent) => ({ ...sent, headers: { ...sent.headers, host: 'other' } })],
    ['split query', (sent) => ({ ...sent, query: `${sent.query};x=1` })],
  ];
  for (const [name, change] of other) {
    test(`another ${name}`, async () => mismatch(change(await signed(plain, KEY))));
    test(`another ${name}, presigned`, async () => mismatch(change(await signed(plain, { ...KEY, presign: 900 }))));
  }

  const asSigned: readonly (readonly [string, (text: string) => string])[] = [
    ['signature', (text) => text.replace(/Signature=(.)/, (_, a: string) => `Signature=${a === '0' ? '1' : '0'}`)],
    ['empty signature', (text) => text.replace(/Signature=.*/, 'Signature=')],
    ['header that is not there', (text) => text.replace('host;', 'host;absent;')],
  ];
  for (const [name, change] of asSigned) {
    test(`Authorization with another ${name}`, async () => {
      const sent = await signed(plain, KEY);
      const authorization = change(sent.headers['authorization'] ?? '');
      assert.notEqual(authorization, sent.headers['authorization']);
      await mismatch({ ...sent, headers: { ...sent.headers, authorization } });
    });
  }

  test('a query that cannot be decoded', async () => {
    await mismatch({ ...(await signed(plain, KEY)), query: 'x=%zz' });
    const { query } = await signed(plain, { ...KEY, presign: 900 });
    assert.equal((await words({ ...plain, query: `${query}&x=%zz` }))[2], 'IncompleteSignatureException');
  });

  test('another secret', async () => mismatch(await signed(plain, { ...KEY, secretAccessKey: 'other' })));

  test('a hash that is not that of the body, and UNSIGNED-PAYLOAD', async () => {
    const headers = { host: HOST, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    await mismatch(await signed({ ...plain, method: 'POST', body: 'x', headers }, KEY));
  });

  for (const path of ['/prod/a/../pets', '/prod/./pets', '/prod/a//pets', '/prod/pets//', '/prod/pets/..']) {
    test(`${path}: a path that is another's in canonical form`, async () => {
      await mismatch(await signed({ ...plain, path }, KEY));
      const sent = await signed({ ...plain, path: '/prod/pets' }, { ...KEY, presign: 900 });
      await mismatch({ ...sent, path });
    });
  }
});

test('§2.7 bad signature: what AWS answered, to the byte (anomalyco/guide#112, 2017)', async () => {
  const at = Date.UTC(2017, 7, 14, 17, 20, 52);
  const sent: Signable = {
    method: 'GET',
    path: '/dev/feed',
    query: 'page=0&page_size=10',
    headers: {
      accept: 'application/json',
      host: 'wex1vzo67b.execute-api.us-east-1.amazonaws.com',
      'x-amz-date': signingTime(at),
      authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20170814/us-east-1/execute-api/aws4_request, SignedHeaders=accept;host;x-amz-date, Signature=${'0'.repeat(64)}`,
    },
  };
  const authenticate = compileIam({ region: 'us-east-1' }, { clock: new ManualClock(at), iam: directory });
  const rq = {
    ...({} as MethodRequest),
    httpMethod: 'GET',
    path: '/feed',
    query: sent.query ?? '',
    signedPath: sent.path,
    headers: Object.entries(sent.headers).flat(),
    body: wholeBody(Buffer.alloc(0)),
  };
  const fault = await authenticate(rq, {} as Context, 'arn');
  assert.ok(isFault(fault));
  assert.equal(
    fault.message,
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\nThe Canonical String for this request should have been\n'GET\n/dev/feed\npage=0&page_size=10\naccept:application/json\nhost:wex1vzo67b.execute-api.us-east-1.amazonaws.com\nx-amz-date:20170814T172052Z\n\naccept;host;x-amz-date\ne3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20170814T172052Z\n20170814/us-east-1/execute-api/aws4_request\nb53eba78268cf91932fa865871dd575a129681dcd4d3a9e79a676034efa1c419'\n",
  );
});

test('the path in canonical form is what AWS made of it (aws/aws-sdk-net#3132, 2023)', async () => {
  const path = '/$default/%40connections/P-S_9e-7liACH9A%3D';
  const { message } = await refused({ ...(await signed({ ...plain, path }, { ...KEY, secretAccessKey: 'other' })) });
  assert.match(message ?? '', /^\/%24default\/%2540connections\/P-S_9e-7liACH9A%253D$/m);
});

test('no message holds what is secret', async () => {
  const headers = { host: HOST, cookie: 'SECRET1', 'x-api-key': 'SECRET2' };
  const wrong = { ...SESSION, secretAccessKey: 'other' };
  for (const presign of [undefined, 900]) {
    const how: Signing = presign === undefined ? wrong : { ...wrong, presign };
    const { message = '', detail = '' } = await refused(await signed({ ...plain, headers }, how));
    assert.match(message ?? '', /^cookie:\*{4}$/m);
    assert.doesNotMatch(`${message} ${detail}`, /SECRET\d|session.token/);
  }
});

describe('§2.7 clock', () => {
  const minutes = (n: number) => AT + n * 60_000;
  // Text: aws-amplify/aws-sdk-android#253 and mhart/aws4#118, of APIs of AWS.
  test('five minutes either way', async () => {
    const sent = await signed(plain, KEY);
    await holds(sent, { now: minutes(5) });
    await holds(sent, { now: minutes(-5) });
    assert.deepEqual(
      await words(sent, { now: minutes(10) }),
      invalid('Signature expired: 20261122T123600Z is now earlier than 20261122T124100Z (20261122T124600Z - 5 min.)'),
    );
    assert.deepEqual(
      await words(sent, { now: minutes(-10) }),
      invalid(
        'Signature not yet current: 20261122T123600Z is still later than 20261122T123100Z (20261122T122600Z + 5 min.)',
      ),
    );
  });
  test('presigned, until it expires, seven days at the most', async () => {
    const sent = await signed(plain, { ...KEY, presign: 900 });
    await holds(sent, { now: minutes(15) });
    assert.equal((await refused(sent, { now: minutes(16) })).fault, 'INVALID_SIGNATURE');
    for (const expires of ['604801', '0', '-1', 'x', '']) {
      const query = sent.query.replace('X-Amz-Expires=900', `X-Amz-Expires=${expires}`);
      assert.deepEqual(
        await words({ ...sent, query }),
        invalid('X-Amz-Expires must be between 1 and 604800 seconds'),
        expires,
      );
    }
    await mismatch({ ...sent, query: sent.query.replace('X-Amz-Expires=900', 'X-Amz-Expires=901') });
  });
});

describe('§2.7 wrong region/service scope', () => {
  const REGION = 'Credential should be scoped to a valid region. ';
  const SERVICE = "Credential should be scoped to correct service: 'execute-api'. ";
  const cases: readonly (readonly [string, Partial<Signing>, string])[] = [
    ['region', { region: 'us-east-1' }, REGION],
    ['service', { service: 'lambda' }, SERVICE],
    // The body that was captured: {"message":"Credential should be … region. Credential should be … 'execute-api'. "}
    ['region and service', { region: 'us-east-1', service: 'apigateway' }, REGION + SERVICE],
  ];
  for (const [name, how, message] of cases) {
    test(name, async () => assert.deepEqual(await words(await signed(plain, { ...KEY, ...how })), invalid(message)));
    test(`${name}, presigned`, async () =>
      assert.deepEqual(await words(await signed(plain, { ...KEY, ...how, presign: 60 })), invalid(message)));
  }
  test('day and terminator', async () => {
    const sent = await signed(plain, KEY);
    const scoped = (from: string, to: string) => {
      const authorization = (sent.headers['authorization'] ?? '').replace(from, to);
      return words({ ...sent, headers: { ...sent.headers, authorization } });
    };
    assert.deepEqual(
      await scoped('/20261122/', '/20261121/'),
      invalid(
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20261121' != '20261122', from '20261122T123600Z'. ",
      ),
    );
    assert.deepEqual(
      await scoped('aws4_request', 'aws5_request'),
      invalid("Credential should be scoped with a valid terminator: 'aws4_request'. "),
    );
    assert.deepEqual(
      await scoped('host;', ''),
      invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."),
    );
  });
});

describe('§2.7 unknown access key / session token bad', () => {
  test('an unknown key, with the way out in the log', async () => {
    const sent = await signed(plain, { ...KEY, accessKeyId: 'AKIDUNKNOWN' });
    assert.deepEqual(await words(sent), unrecognized);
    assert.deepEqual(await words(await signed(plain, KEY), { iam: null }), unrecognized);
    assert.match((await refused(sent)).detail ?? '', /AKIDUNKNOWN.*CreateAccessKey.*GATEHOUSE_CREDENTIALS/);
  });
  test('what is no access key id is not shown in the log', async () => {
    const sent = await signed(plain, { ...KEY, accessKeyId: 'my secret\u001b[31m' });
    assert.doesNotMatch((await refused(sent)).detail ?? '', /my secret/);
  });
  test('without the token, with another, and with one where there is none', async () => {
    const sent = await signed(plain, SESSION);
    const { 'x-amz-security-token': _, ...without } = sent.headers;
    assert.deepEqual(await words({ ...sent, headers: without }), unrecognized);
    const other = { ...sent.headers, 'x-amz-security-token': 'other' };
    assert.deepEqual(await words({ ...sent, headers: other }), unrecognized);
    assert.deepEqual(await words(await signed(plain, { ...KEY, sessionToken: 'x' })), unrecognized);
  });
  test('a token that is not signed with the rest (kndt84/aws-api-gateway-client#31 sends it so)', async () => {
    const sent = await signed(plain, { accessKeyId: SESSION.accessKeyId, secretAccessKey, at: AT });
    await holds({ ...sent, headers: { ...sent.headers, 'x-amz-security-token': SESSION.sessionToken } });
  });
  test('a key that is not active', async () =>
    assert.deepEqual(await words(await signed(plain, { ...KEY, accessKeyId: 'AKIDINACTIVE' })), unrecognized));
});

test('§1.14 EXPIRED_TOKEN: a session ends by the clock', async () => {
  const sent = await signed(plain, SESSION);
  await holds(sent, { now: AT + 59_999 });
  assert.deepEqual(await words(sent, { now: AT + 60_000 }), [
    'EXPIRED_TOKEN',
    403,
    'ExpiredTokenException',
    'The security token included in the request is expired',
  ]);
});

/** It says that a header is signed which is not there. */
function unsignable(sent: Signable): Signable {
  const authorization = sent.headers['authorization'] ?? '';
  return { ...sent, headers: { ...sent.headers, authorization: authorization.replace('SignedHeaders=', '$&nope;') } };
}

describe('the body', () => {
  const post: Signable = { ...plain, method: 'POST', body: 'x'.repeat(100) };
  test('is not read of a request whose head is refused', async () => {
    const refusals = [
      post,
      await signed(post, { ...KEY, accessKeyId: 'AKIDUNKNOWN' }),
      await signed(post, { ...KEY, region: 'us-east-1' }),
      await signed(post, { ...KEY, at: AT - 600_000 }),
      unsignable(await signed(post, KEY)),
    ];
    for (const sent of refusals) assert.equal((await ask(sent)).bodiesRead, 0);
    assert.equal((await ask(await signed(post, KEY))).bodiesRead, 1);
  });
  test('of a key that is taken away while it comes', async () => {
    const found = directory.find(KEY.accessKeyId);
    assert.ok(found);
    let asked = 0;
    const iam: IamDirectory = {
      find: () => (asked++ === 0 ? found : { ...found, status: 'Inactive' }),
      findRole: () => undefined,
    };
    assert.deepEqual(await words(await signed(post, KEY), { iam }), unrecognized);
  });
  test('that is too large is refused as that', async () => {
    assert.equal((await ask(await signed(post, KEY), { body: requestTooLarge })).result, requestTooLarge);
  });
});
