import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { IamCaller } from '../authorizers/authorizers.ts';
import { accessKeyKey, roleKey, sessionKey, userKey } from '../definition/definition.ts';
import type { Decision } from '../iam-policy/iam-policy.ts';
import { ManualClock } from '../lib/clock.ts';
import { memoryLog, silentLog } from '../lib/log.ts';
import { openSqliteStore, type Store } from '../store/store.ts';
import {
  ACCOUNT,
  policyText,
  putAccessKey,
  putGroup,
  putPolicy,
  putRole,
  putSession,
  putUser,
  SECRET,
} from './iam-directory.fixture.ts';
import { type DirectoryOptions, type FollowingDirectory, openIamDirectory } from './iam-directory.ts';

interface Opened extends AsyncDisposable {
  readonly store: Store;
  readonly directory: FollowingDirectory;
  readonly log: ReturnType<typeof memoryLog>;
  /** Who it is, of what is committed now. */
  find(accessKey: string): Promise<IamCaller | undefined>;
  /** What the caller's policies say of a call, or `nobody`. */
  decide(accessKey: string, resource?: string): Promise<Decision | 'nobody'>;
}

const RESOURCE = 'arn:aws:execute-api:eu-west-1:123456789012:abcdef1234/prod/GET/pets';
const ALLOW = policyText('Allow');
const DENY = policyText('Deny');
const PETS_ONLY = policyText('Allow', { Resource: 'arn:aws:execute-api:*:*:*/GET/pets' });

async function open(
  fill: (store: Store) => Promise<unknown>,
  options: Partial<DirectoryOptions> = {},
): Promise<Opened> {
  const log = memoryLog();
  const store = await openSqliteStore({ path: ':memory:', log: silentLog, clock: new ManualClock() });
  await fill(store);
  const directory = await openIamDirectory(store, { credentials: new Map(), log, ...options });
  const find = async (accessKey: string) => {
    await directory.caughtUp();
    return directory.find(accessKey);
  };
  return {
    store,
    directory,
    log,
    find,
    async decide(accessKey, resource = RESOURCE) {
      const caller = await find(accessKey);
      if (caller === undefined) return 'nobody';
      const { policy, principal, condition } = caller;
      return policy({ action: 'execute-api:Invoke', resource, principal, condition });
    },
    async [Symbol.asyncDispose]() {
      directory.close();
      await store.close();
    },
  };
}

async function user(store: Store, over: Parameters<typeof putUser>[1] = {}): Promise<void> {
  await putUser(store, over);
  await putAccessKey(store);
}

async function session(store: Store, ...[role, over]: [Parameters<typeof putRole>[1]?, object?]): Promise<void> {
  await putRole(store, role);
  await putSession(store, 'ASIACALLER', over);
}

describe('who a key stands for ($context.identity, developer guide; "IAM identifiers" and "AWS global condition context keys", IAM user guide)', () => {
  const keys = [
    'aws:username',
    'aws:userid',
    'aws:principalarn',
    'aws:principalaccount',
    'aws:principaltype',
    'aws:principaltag/team',
    'aws:tokenissuetime',
    'aws:multifactorauthpresent',
    'aws:sourceidentity',
    'aws:principalorgid',
  ];
  const conditions = (caller: IamCaller | undefined) => keys.map((key) => caller?.condition(key)?.join());

  test('a user', async () => {
    await using opened = await open((store) => user(store, { path: '/eng/', tags: [{ Key: 'Team', Value: 'a' }] }));
    const caller = await opened.find('AKIAADA');
    const arn = 'arn:aws:iam::123456789012:user/eng/Ada';
    assert.deepEqual(caller?.identity, {
      accessKey: 'AKIAADA',
      accountId: ACCOUNT,
      caller: 'AIDAADA',
      user: 'AIDAADA',
      userArn: arn,
    });
    assert.deepEqual(caller.principal, { arn, accountId: ACCOUNT, userId: 'AIDAADA', roleArn: null });
    assert.deepEqual([caller.secretAccessKey, caller.sessionToken, caller.status], [SECRET, undefined, 'Active']);
    assert.deepEqual(conditions(caller), [
      'Ada',
      'AIDAADA',
      arn,
      ACCOUNT,
      'User',
      'a',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("a session of a role: the role's ARN has its path; tags of the session go before those of the role", async () => {
    const team = (Value: string, Key = 'team') => [{ Key, Value }];
    await using opened = await open((store) =>
      session(store, { tags: team('role', 'Team') }, { tags: team('session'), sourceIdentity: 'ada' }),
    );
    const caller = await opened.find('ASIACALLER');
    const arn = 'arn:aws:sts::123456789012:assumed-role/Caller/me';
    const roleArn = 'arn:aws:iam::123456789012:role/apps/Caller';
    assert.deepEqual(caller?.identity, {
      accessKey: 'ASIACALLER',
      accountId: ACCOUNT,
      caller: 'AROACALLER:me',
      user: 'AROACALLER:me',
      userArn: arn,
    });
    assert.deepEqual(caller.principal, { arn, accountId: ACCOUNT, userId: 'AROACALLER:me', roleArn });
    assert.deepEqual([caller.sessionToken, caller.expiration], ['session+token/=', Date.UTC(2026, 10, 22, 19)]);
    assert.deepEqual(conditions(caller), [
      undefined,
      'AROACALLER:me',
      roleArn,
      ACCOUNT,
      'AssumedRole',
      'session',
      '2026-11-22T18:00:00Z',
      'false',
      'ada',
      undefined,
    ]);
  });

  test('a session token of a user is the user, also under a new name', async () => {
    await using opened = await open(async (store) => {
      await user(store, { inlinePolicies: { a: ALLOW } });
      const arn = `arn:aws:iam::${ACCOUNT}:user/Ada`;
      await putSession(store, 'ASIAADA', { role: undefined, arn, userId: 'AIDAADA' });
    });
    assert.equal((await opened.find('ASIAADA'))?.identity.userArn, `arn:aws:iam::${ACCOUNT}:user/Ada`);
    assert.equal((await opened.find('ASIAADA'))?.condition('aws:multifactorauthpresent')?.join(), 'false');
    assert.equal(await opened.decide('ASIAADA'), 'ALLOW');
    await opened.store.transact(async (tx) => {
      const { value } = (await tx.get(userKey(ACCOUNT, 'Ada'))) ?? assert.fail();
      tx.delete(userKey(ACCOUNT, 'Ada'));
      tx.put(userKey(ACCOUNT, 'Aaron'), { ...value, name: 'Aaron' });
      tx.put(accessKeyKey(ACCOUNT, 'AKIAADA'), {
        user: 'aaron',
        status: 'Active',
        secretAccessKey: SECRET,
        createDate: 0,
      });
    });
    assert.equal((await opened.find('ASIAADA'))?.identity.userArn, `arn:aws:iam::${ACCOUNT}:user/Aaron`);
    assert.equal((await opened.find('AKIAADA'))?.identity.userArn, `arn:aws:iam::${ACCOUNT}:user/Aaron`);
    assert.equal(await opened.decide('AKIAADA'), 'ALLOW');
  });

  test('what the operator configured is the root user of its account, as on the control plane', async () => {
    const credentials = new Map([
      ['999999999999', { secretAccessKey: 'secret one' }],
      ['mine', { secretAccessKey: 'secret two' }],
      ['AKIAADA', { secretAccessKey: 'secret three' }],
    ]);
    await using opened = await open((store) => user(store), { credentials });
    const root = await opened.find('999999999999');
    const arn = 'arn:aws:iam::999999999999:root';
    assert.equal(root?.secretAccessKey, 'secret one');
    assert.deepEqual(root.identity, {
      accessKey: '999999999999',
      accountId: '999999999999',
      caller: '999999999999',
      user: '999999999999',
      userArn: arn,
    });
    assert.deepEqual([root.condition('aws:principaltype'), root.condition('aws:username')], [['Account'], undefined]);
    assert.equal((await opened.find('mine'))?.identity.userArn, 'arn:aws:iam::000000000000:root');
    assert.equal(await opened.decide('mine'), 'ALLOW');
    // A key that IAM made is its user's, and its secret is the one that IAM made.
    assert.equal((await opened.find('AKIAADA'))?.secretAccessKey, SECRET);
    assert.equal(await opened.decide('AKIAADA'), 'NONE');
  });

  test('nobody: a key that is not there, one whose user is gone, a session whose role is another one', async () => {
    await using opened = await open(async (store) => {
      await user(store);
      await session(store);
    });
    assert.equal(await opened.find('AKIAOTHER'), undefined);
    assert.equal(await opened.find('__proto__'), undefined);
    await opened.store.transact(async (tx) => tx.delete(userKey(ACCOUNT, 'ada')));
    assert.equal(await opened.find('AKIAADA'), undefined);
    await putUser(opened.store, { id: 'AIDAOTHER', accessKeys: [] });
    assert.equal(await opened.find('AKIAADA'), undefined);
    assert.ok(await opened.find('ASIACALLER'));
    await putRole(opened.store, { id: 'AROAOTHER', inlinePolicies: { a: ALLOW } });
    assert.equal(await opened.find('ASIACALLER'), undefined);
    await opened.store.transact(async (tx) => tx.delete(roleKey(ACCOUNT, 'caller')));
    assert.equal(await opened.find('ASIACALLER'), undefined);
  });
});

describe('what a user may ("Policy evaluation logic", IAM user guide)', () => {
  const cases: readonly (readonly [string, Parameters<typeof putUser>[1], Decision])[] = [
    ['nothing of itself', {}, 'NONE'],
    ['an inline policy allows', { inlinePolicies: { a: ALLOW } }, 'ALLOW'],
    [
      'another resource',
      { inlinePolicies: { a: policyText('Allow', { Resource: 'arn:aws:execute-api:*:*:*/POST/*' }) } },
      'NONE',
    ],
    ['another action', { inlinePolicies: { a: policyText('Allow', { Action: 's3:*' }) } }, 'NONE'],
    ['one allows, another denies', { inlinePolicies: { a: ALLOW, b: DENY } }, 'DENY'],
    ['its group allows', { groups: ['devs'] }, 'ALLOW'],
    ['its group allows, itself denies', { groups: ['devs'], inlinePolicies: { a: DENY } }, 'DENY'],
    ['an attached policy, in its default version', { attachedPolicies: [policyArn('Pets')] }, 'ALLOW'],
    ['a policy of AWS', { attachedPolicies: ['arn:aws:iam::aws:policy/AmazonAPIGatewayInvokeFullAccess'] }, 'ALLOW'],
    ['a boundary allows, and nothing else', { permissionsBoundary: policyArn('Pets') }, 'NONE'],
    ['both allow', { inlinePolicies: { a: ALLOW }, permissionsBoundary: policyArn('Pets') }, 'ALLOW'],
    ['the boundary says nothing', { inlinePolicies: { a: ALLOW }, permissionsBoundary: policyArn('Other') }, 'DENY'],
    ['the boundary denies', { inlinePolicies: { a: ALLOW }, permissionsBoundary: policyArn('Deny') }, 'DENY'],
    [
      'a condition on itself',
      {
        inlinePolicies: { a: policyText('Allow', { Resource: 'arn:aws:execute-api:*:*:*/GET/pets', ...named('Ada') }) },
      },
      'ALLOW',
    ],
    ['a condition on another', { inlinePolicies: { a: policyText('Allow', named('Eve')) } }, 'NONE'],
  ];
  for (const [name, over, expected] of cases) {
    test(`${name}: ${expected}`, async () => {
      await using opened = await open(async (store) => {
        await putPolicy(store, 'Pets', DENY, PETS_ONLY);
        await putPolicy(store, 'Other', policyText('Allow', { Action: 's3:*' }));
        await putPolicy(store, 'Deny', ALLOW, DENY);
        await putGroup(store, { inlinePolicies: { a: ALLOW } });
        await user(store, over);
      });
      assert.equal(await opened.decide('AKIAADA'), expected);
      assert.deepEqual(opened.log.lines, []);
    });
  }
});

describe('what a session may: what its role may now, within what it was opened with', () => {
  const roleAllows = { inlinePolicies: { a: ALLOW } };
  const cases: readonly (readonly [string, Parameters<typeof putRole>[1], object, Decision])[] = [
    ['the role allows', roleAllows, {}, 'ALLOW'],
    ['the role says nothing', {}, {}, 'NONE'],
    ['the role says nothing, the session allows', {}, { policies: [ALLOW] }, 'NONE'],
    ['both allow', roleAllows, { policies: [PETS_ONLY] }, 'ALLOW'],
    [
      'one of two policies of the session allows',
      roleAllows,
      { policyArns: [policyArn('Other')], policies: [ALLOW] },
      'ALLOW',
    ],
    ['the session allows something else', roleAllows, { policyArns: [policyArn('Other')] }, 'DENY'],
    ['the session denies', roleAllows, { policies: [ALLOW, DENY] }, 'DENY'],
    ['the boundary says nothing', { ...roleAllows, permissionsBoundary: policyArn('Other') }, {}, 'DENY'],
    [
      'older sessions are revoked ("Revoke IAM role temporary security credentials")',
      { inlinePolicies: { a: ALLOW, AWSRevokeOlderSessions: revoked('2026-11-22T18:00:01Z') } },
      {},
      'DENY',
    ],
    [
      'older sessions than this one are revoked',
      { inlinePolicies: { a: ALLOW, AWSRevokeOlderSessions: revoked('2026-11-22T17:59:59Z') } },
      {},
      'ALLOW',
    ],
    [
      'older sessions are revoked, and when this one was opened is not known',
      { inlinePolicies: { a: ALLOW, AWSRevokeOlderSessions: revoked('2020-01-01T00:00:00Z') } },
      { issueDate: undefined },
      'DENY',
    ],
  ];
  for (const [name, role, over, expected] of cases) {
    test(`${name}: ${expected}`, async () => {
      await using opened = await open(async (store) => {
        await putPolicy(store, 'Other', policyText('Allow', { Action: 's3:*' }));
        await session(store, role, over);
      });
      assert.equal(await opened.decide('ASIACALLER'), expected);
    });
  }
});

describe('what cannot be checked denies, and the log says which', () => {
  const unknown = 'arn:aws:iam::aws:policy/NobodyKnowsThis';
  const cases: readonly (readonly [string, Parameters<typeof putUser>[1], RegExp])[] = [
    ['a policy of AWS that is not known', { attachedPolicies: [unknown] }, /policy\/NobodyKnowsThis/],
    ['a policy that is not there', { attachedPolicies: [policyArn('Gone')] }, /there is no policy .*Gone/],
    ["another account's", { attachedPolicies: ['arn:aws:iam::999999999999:policy/Pets'] }, /no policy .*999999999999/],
    [
      'a policy of another path',
      { attachedPolicies: [`arn:aws:iam::${ACCOUNT}:policy/x/Pets`] },
      /no policy .*x\/Pets/,
    ],
    ['a policy that cannot be read', { inlinePolicies: { a: ALLOW, broken: '{"Statement":1}' } }, /broken cannot be/],
    ['a boundary that is not known', { permissionsBoundary: unknown }, /NobodyKnowsThis/],
    ['a group that is not there', { groups: ['gone'] }, /no group gone/],
  ];
  for (const [name, over, said] of cases) {
    test(name, async () => {
      await using opened = await open(async (store) => {
        await putPolicy(store, 'Pets', ALLOW);
        await user(store, { inlinePolicies: { a: ALLOW }, ...over });
      });
      assert.equal(await opened.decide('AKIAADA'), 'DENY');
      assert.equal(await opened.decide('AKIAADA'), 'DENY');
      assert.deepEqual(
        opened.log.lines.map(({ level }) => level),
        ['warn'],
      );
      assert.match(opened.log.lines[0]?.message ?? '', said);
    });
  }
});

describe('changes are seen', () => {
  test('of policies, groups, keys and users, by who is known already', async () => {
    await using opened = await open(async (store) => {
      await putPolicy(store, 'Pets', ALLOW);
      await putGroup(store, {});
      await user(store, { groups: ['devs'], attachedPolicies: [policyArn('Pets')] });
    });
    const { store } = opened;
    assert.equal(await opened.decide('AKIAADA'), 'ALLOW');
    await putPolicy(store, 'Pets', ALLOW, DENY);
    assert.equal(await opened.decide('AKIAADA'), 'DENY');
    await putPolicy(store, 'Pets', ALLOW);
    await putGroup(store, { inlinePolicies: { a: DENY } });
    assert.equal(await opened.decide('AKIAADA'), 'DENY');
    await putGroup(store, {});
    assert.equal(await opened.decide('AKIAADA'), 'ALLOW');
    await putAccessKey(store, 'AKIAADA', { status: 'Inactive' });
    assert.equal((await opened.find('AKIAADA'))?.status, 'Inactive');
    await store.transact(async (tx) => tx.delete(accessKeyKey(ACCOUNT, 'AKIAADA')));
    assert.equal(await opened.find('AKIAADA'), undefined);
  });

  test('nobody is put together again while nothing has changed', async () => {
    await using opened = await open((store) => user(store, { inlinePolicies: { a: ALLOW } }));
    const before = await opened.find('AKIAADA');
    await putSession(opened.store);
    assert.equal(await opened.find('AKIAADA'), before);
    await putGroup(opened.store, {});
    assert.notEqual(await opened.find('AKIAADA'), before);
  });

  test('sessions come and go; of too many, those that came first are refused', async () => {
    await using opened = await open((store) => putRole(store), { mostSessions: 2 });
    for (const id of ['ASIA1', 'ASIA2', 'ASIA3']) {
      await putSession(opened.store, id);
      await opened.directory.caughtUp();
    }
    const known = await Promise.all(
      ['ASIA1', 'ASIA2', 'ASIA3'].map(async (id) => (await opened.find(id)) !== undefined),
    );
    assert.deepEqual(known, [false, true, true]);
    await opened.store.transact(async (tx) => tx.delete(sessionKey(ACCOUNT, 'ASIA3')));
    assert.equal(await opened.find('ASIA3'), undefined);
  });
});

function policyArn(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:policy/${name}`;
}

function named(name: string): object {
  return { Condition: { StringEquals: { 'aws:username': name } } };
}

/** What "Revoke active sessions" puts into a role. */
function revoked(before: string): string {
  return policyText('Deny', { Action: '*', Condition: { DateLessThan: { 'aws:TokenIssueTime': before } } });
}
