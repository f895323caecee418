import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ConfigError, readConfig } from './config.ts';

const HTTPS = { GATEHOUSE_HTTPS_PORT: '8443', GATEHOUSE_TLS_CERT: 'a.pem', GATEHOUSE_TLS_KEY: 'a.key' };

describe('HTTPS', () => {
  test('is its three options, or absent', () => {
    assert.equal(readConfig({}, {}).config.https, undefined);
    const { config, warnings } = readConfig({ httpsPort: '0' }, HTTPS);
    assert.deepEqual(config.https, { port: 0, certFile: 'a.pem', keyFile: 'a.key' });
    assert.deepEqual(warnings, []);
  });

  test('with some of the three is refused, and what is missing is named', () => {
    const rows: readonly [missing: readonly (keyof typeof HTTPS)[], names: string][] = [
      [['GATEHOUSE_HTTPS_PORT'], '--https-port'],
      [['GATEHOUSE_TLS_CERT'], '--tls-cert'],
      [['GATEHOUSE_TLS_KEY'], '--tls-key'],
      [['GATEHOUSE_HTTPS_PORT', 'GATEHOUSE_TLS_KEY'], '--https-port and --tls-key'],
    ];
    for (const [missing, names] of rows) {
      const env = Object.fromEntries(Object.entries(HTTPS).filter(([name]) => !missing.some((it) => it === name)));
      assert.throws(() => readConfig({}, env), {
        name: 'ConfigError',
        message: `--https-port, --tls-cert and --tls-key go together, and there is no ${names}`,
      });
    }
  });

  test('on the port that everything else is on is refused, unless that is any free one', () => {
    assert.throws(() => readConfig({ port: '8443' }, HTTPS), /^ConfigError: --https-port must not be --port, .* 8443$/);
    assert.equal(readConfig({ port: '0', httpsPort: '0' }, HTTPS).config.https?.port, 0);
  });

  test('a key where its path belongs is refused and not repeated', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'gatehouse-config-'));
    try {
      const file = join(dir, 'key');
      await writeFile(file, '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n');
      const { GATEHOUSE_TLS_KEY: _, ...others } = HTTPS;
      assert.throws(
        () => readConfig({}, { ...others, GATEHOUSE_TLS_KEY_FILE: file }),
        (error) => {
          assert.ok(error instanceof ConfigError);
          assert.equal(error.message, '--tls-key must be the path of a PEM file, not what is in it');
          return true;
        },
      );
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});

test('threads are a number, or as many as there are cores', () => {
  const threads = (text?: string): number => readConfig(text === undefined ? {} : { threads: text }, {}).config.threads;
  assert.equal(threads(), 0);
  assert.equal(threads('3'), 3);
  assert.equal(threads('cores'), Math.min(availableParallelism(), 64));
  assert.throws(() => threads('65'), /^ConfigError: --threads must be "cores" or a number from 0 to 64, not "65"$/);
  assert.throws(() => threads('all'), /not "all"$/);
});

test('the rate of an account is two numbers, or none', () => {
  const throttle = (text?: string) =>
    readConfig(text === undefined ? {} : { accountThrottle: text }, {}).config.accountThrottle;
  assert.equal(throttle(), undefined);
  assert.deepEqual(throttle('10000:5000'), { rateLimit: 10_000, burstLimit: 5_000 });
  assert.deepEqual(throttle('0.5:1'), { rateLimit: 0.5, burstLimit: 1 });
  for (const text of ['', '10000', '1:', ':1', '-1:1', '1e3:1', '1:0.5', '1:1:1'])
    assert.throws(
      () => throttle(text),
      /^ConfigError: --account-throttle must be "rate:burst", such as 10000:5000, not/,
    );
});

describe('what integrations reach', () => {
  test('servers in place of AWS, by service', () => {
    const { awsEndpoints } = readConfig(
      { awsEndpoints: 'dynamodb=http://localhost:8000/, data-ats.iot=https://h,*=http://h:1' },
      {},
    ).config;
    assert.deepEqual(
      [...awsEndpoints],
      [
        ['dynamodb', 'http://localhost:8000'],
        ['data-ats.iot', 'https://h'],
        ['*', 'http://h:1'],
      ],
    );
    for (const pair of ['dynamodb', '=http://h', 'SQS=http://h', 'sqs=h:1', 'sqs=http://h/path', 'sqs=http://a@h']) {
      assert.throws(() => readConfig({ awsEndpoints: pair }, {}), /^ConfigError: --aws-endpoints must be "service=/);
    }
  });

  test('user pools in place of AWS, by id', () => {
    const pools = (userPools: string) => [...readConfig({ userPools }, {}).config.userPools];
    assert.deepEqual(pools('eu-west-1_abc=http://localhost:9229/eu-west-1_abc/, *=https://pools.test'), [
      ['eu-west-1_abc', 'http://localhost:9229/eu-west-1_abc'],
      ['*', 'https://pools.test'],
    ]);
    for (const pair of [
      'a',
      '=http://h',
      'a/b=http://h',
      'a=h:1',
      'a=ftp://h',
      'a=http://u@h',
      'a=http://h?x',
      'a=http://h//x',
    ]) {
      assert.throws(() => pools(pair), /^ConfigError: --user-pools must be "pool-id=/);
    }
  });

  test('where VPC links lead, by id or load balancer', () => {
    const arn = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/nlb/1234';
    const { vpcLinks } = readConfig({}, { GATEHOUSE_VPC_LINKS: `abc123=http://h:1,${arn}=https://nlb` }).config;
    assert.deepEqual(Object.fromEntries(vpcLinks), { abc123: 'http://h:1', [arn]: 'https://nlb' });
  });

  test('an access key, with a session token or without; the secret is not repeated', () => {
    const read = (text: string) => readConfig({}, { GATEHOUSE_AWS_CREDENTIALS: text }).config.awsCredentials;
    assert.deepEqual(read('AKIA:a/b+c\n'), { accessKeyId: 'AKIA', secretAccessKey: 'a/b+c', sessionToken: undefined });
    assert.equal(read('ASIA:secret:token==')?.sessionToken, 'token==');
    for (const text of ['', 'AKIA', 'AKIA:', ':secret', 'AKIA:secret:', 'AKIA:secret:t:u', 'a b:secret']) {
      assert.throws(() => read(text), {
        name: 'ConfigError',
        message: 'GATEHOUSE_AWS_CREDENTIALS must be "id:secret" or "id:secret:token"',
      });
    }
  });
});
