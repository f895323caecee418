import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { connect } from 'node:tls';
import { APIGatewayClient, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { readConfig } from '../../src/config/config.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { memoryLog } from '../../src/lib/log.ts';
import { startGatehouse } from '../../src/process/process.ts';
import { aExample, aRenewed, bExample, ca } from '../../src/wire/tls.fixture.ts';
import {
  closed,
  dial,
  fingerprint,
  get,
  getHttp2,
  killAll,
  MANY,
  NAME,
  openHttp2,
  pemFiles,
  Started,
  shown,
  shownToMany,
  start,
} from './https.ts';
import { mockApi } from './mock-api.ts';
import { clientsFor, createFunction, deploy, invokeUrl, putApi } from './walk.ts';

let dir: string;

before(async () => {
  dir = await mkdtemp(join(tmpdir(), 'gatehouse-https-'));
});

after(async () => {
  killAll();
  await rm(dir, { recursive: true, force: true });
});

for (const threads of ['0', '2']) {
  describe(`with ${threads} threads`, () => {
    const withThreads = ['--threads', threads];

    test('APIs and the control plane are on the HTTPS port too, over HTTP/1.1 and HTTP/2', async () => {
      const { options } = await pemFiles(dir, `served-${threads}`, aExample);
      const { started, endpoint, httpsPort } = await start(['--https-port', '0', ...options, ...withThreads]);
      try {
        const clients = clientsFor(endpoint);
        const arn = await createFunction(
          clients,
          'tells',
          `export const handler = async ({ headers }) => ({
             statusCode: 200,
             body: [headers['X-Forwarded-Proto'], headers['X-Forwarded-Port'], process.env.AWS_ENDPOINT_URL].join(' '),
           });`,
        );
        const { restApiId } = await putApi(clients, arn, 'tells');
        await deploy(clients, restApiId);
        const path = invokeUrl('', restApiId, '/tells');
        // The function calls back where no certificate has to be trusted.
        const told = `https ${httpsPort} ${endpoint}`;

        const first = await get(httpsPort, path);
        assert.deepEqual([first.status, first.body], [200, told]);
        const session = openHttp2(httpsPort);
        assert.deepEqual(await getHttp2(session, path), { status: 200, body: told });
        assert.equal(session.alpnProtocol, 'h2');
        assert.equal((await getHttp2(session, '/_gatehouse/health')).status, 200);
        session.close();
        const overHttps = new APIGatewayClient({
          endpoint: `https://127.0.0.1:${httpsPort}`,
          region: 'us-east-1',
          credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
          maxAttempts: 1,
          requestHandler: { httpsAgent: { ca, servername: NAME } },
        });
        const { items } = await overHttps.send(new GetRestApisCommand({}));
        assert.deepEqual(
          items?.map(({ id }) => id),
          [restApiId],
        );
        overHttps.destroy();
      } finally {
        assert.deepEqual(await started.stop(), [0, null]);
      }
    });

    test('SIGHUP: new connections get what the files hold, those that are there are served on', async () => {
      const files = await pemFiles(dir, `swapped-${threads}`, aExample);
      const { started, endpoint, httpsPort } = await start(['--https-port', '0', ...files.options, ...withThreads]);
      const hangUp = async (line: RegExp, nth?: number): Promise<void> => {
        started.process.kill('SIGHUP');
        await started.printed('stderr', line, nth);
      };
      const kept = new Agent({ keepAlive: true, maxSockets: 1 });
      try {
        const { restApiId } = await mockApi(clientsFor(endpoint));
        const path = invokeUrl('', restApiId, '/version');
        const session = openHttp2(httpsPort);
        const first = await get(httpsPort, path, { agent: kept });
        assert.equal((await getHttp2(session, path)).body, '0');
        assert.deepEqual(await shownToMany(httpsPort), [fingerprint(aExample)]);

        const servesOn = async (): Promise<void> => {
          const again = await get(httpsPort, path, { agent: kept });
          assert.deepEqual([again.status, again.body, again.socket === first.socket], [200, '0', true]);
          assert.equal((await getHttp2(session, path)).body, '0');
        };
        await files.write(aRenewed);
        await hangUp(/New connections are served with the certificate that \S+\.pem holds now/);
        assert.deepEqual(await shownToMany(httpsPort), [fingerprint(aRenewed)]);
        await servesOn();
        assert.equal(first.socket.getPeerCertificate().fingerprint256, fingerprint(aExample));

        await writeFile(files.key, bExample.key);
        await hangUp(/ERROR The certificate stays as it was: --tls-key \S+ is not the key of the certificate/);
        await rm(files.cert);
        await hangUp(/ERROR The certificate stays as it was: --tls-cert \S+ cannot be read/);
        assert.deepEqual(await shownToMany(httpsPort), [fingerprint(aRenewed)]);
        await servesOn();

        await files.write(aExample);
        await hangUp(/New connections are served with/, 2);
        assert.deepEqual(await shownToMany(httpsPort), [fingerprint(aExample)]);
        session.close();
      } finally {
        kept.destroy();
        assert.deepEqual(await started.stop(), [0, null]);
      }
    });

    test('SIGTERM: what is in flight on either port is answered, and both are closed', async () => {
      const { options } = await pemFiles(dir, `drained-${threads}`, aExample);
      const { started, endpoint, httpsPort } = await start([
        '--https-port',
        '0',
        '--drain',
        '20',
        ...options,
        ...withThreads,
      ]);
      const clients = clientsFor(endpoint);
      const gate = join(dir, `gate-${threads}`);
      const arn = await createFunction(
        clients,
        'waits',
        `import { existsSync } from 'node:fs';
         export const handler = async () => {
           console.log('waiting at the gate');
           while (!existsSync('${gate}')) await new Promise((resolve) => setTimeout(resolve, 5));
           return { statusCode: 200, body: 'through' };
         };`,
      );
      const { restApiId } = await putApi(clients, arn, 'wait');
      await deploy(clients, restApiId);
      const path = invokeUrl('', restApiId, '/wait');
      const session = openHttp2(httpsPort);
      const wentAway = once(session, 'goaway');
      const idle = await dial(httpsPort);
      const idleEnds = once(idle, 'close');
      idle.resume();
      const inFlight = [
        get(httpsPort, path),
        fetch(`${endpoint}${path}`).then(async (it) => ({
          status: it.status,
          body: await it.text(),
          closes: it.headers.get('connection') === 'close',
        })),
        getHttp2(session, path).then((it) => ({ ...it, closes: true })),
      ];
      await started.printed('stderr', /waiting at the gate/, 3);
      const from = performance.now();
      const ended = started.stop();
      await Promise.all([closed(Number(new URL(endpoint).port)), closed(httpsPort), wentAway, idleEnds]);
      await writeFile(gate, '');
      for (const { status, body, closes } of await Promise.all(inFlight)) {
        assert.deepEqual([status, body, closes], [200, 'through', true]);
      }
      assert.deepEqual(await ended, [0, null]);
      assert.ok(performance.now() - from < 15_000, 'nobody was waited for who had nothing in flight');
    });

    test('an HTTPS port that another process has is refused in one line that names its option', async () => {
      const { options } = await pemFiles(dir, `taken-${threads}`, aExample);
      const { started, httpsPort } = await start(['--https-port', '0', ...options, ...withThreads]);
      try {
        for (const others of ['0', '2']) {
          const second = new Started(['--https-port', String(httpsPort), ...options, '--threads', others]);
          assert.deepEqual(await second.ended, [1, null]);
          assert.equal(second.stderr.length, 1);
          assert.match(second.stderr.join(), new RegExp(`127\\.0\\.0\\.1:${httpsPort} is in use.* --https-port$`));
        }
      } finally {
        await started.stop();
      }
    });

    test('SIGHUP without an HTTPS port is no end', async () => {
      const started = new Started(withThreads);
      const [, port] = await started.printed('stdout', /ready on http:\/\/localhost:(\d+) \(/);
      started.process.kill('SIGHUP');
      await started.printed('stderr', /SIGHUP: there is no certificate/);
      assert.equal((await fetch(`http://127.0.0.1:${port}/_gatehouse/health`)).status, 200);
      assert.deepEqual(await started.stop(), [0, null]);
    });
  });
}

test('threads resume the TLS sessions of each other', async () => {
  const { options } = await pemFiles(dir, 'resumed', aExample);
  const { started, httpsPort } = await start(['--https-port', '0', ...options, '--threads', '2']);
  try {
    const socket = connect({ port: httpsPort, host: '127.0.0.1', servername: NAME, ca });
    const [session] = (await once(socket, 'session')) as [Buffer];
    socket.destroy();
    const again = await Promise.all(Array.from({ length: MANY }, () => dial(httpsPort, session)));
    assert.deepEqual(
      again.map((it) => it.isSessionReused()),
      again.map(() => true),
    );
    for (const it of again) it.destroy();
  } finally {
    await started.stop();
  }
});

test('a thread that replaces another serves with the certificate of now', async () => {
  const files = await pemFiles(dir, 'replaced', aExample);
  const { config } = readConfig(
    { port: '0', httpsPort: '0', ephemeral: true, threads: '1', tlsCert: files.cert, tlsKey: files.key },
    { PATH: process.env['PATH'] },
  );
  const log = memoryLog();
  const gatehouse = await startGatehouse(config, systemClock, log);
  try {
    await files.write(aRenewed);
    await gatehouse.readCertificateAgain?.();
    const worker = gatehouse.threads.get(1);
    const gone = new Promise((resolve) => worker?.once('exit', resolve));
    await worker?.terminate();
    await gone;
    const port = gatehouse.httpsPort ?? 0;
    let fresh: string | undefined;
    // Refused until there is another.
    while (fresh === undefined) fresh = await shown(port).catch(() => undefined);
    assert.equal(fresh, fingerprint(aRenewed));
  } finally {
    await gatehouse.stop();
  }
});

test('what cannot be served with is one line and a code other than 0', async () => {
  const good = await pemFiles(dir, 'good', aExample);
  const none = join(dir, 'none.pem');
  const text = join(dir, 'text.pem');
  await writeFile(text, 'no PEM at all\n');
  const other = await pemFiles(dir, 'other', bExample);
  const rows: readonly [code: number, line: RegExp, args: readonly string[]][] = [
    [2, /there is no --tls-cert and --tls-key$/, ['--https-port', '0']],
    [2, /there is no --https-port$/, good.options],
    [2, /--https-port must be a port number/, ['--https-port', 'x', ...good.options]],
    [
      1,
      /--tls-cert \S*none\.pem cannot be read: ENOENT/,
      ['--https-port', '0', '--tls-cert', none, '--tls-key', good.key],
    ],
    [
      1,
      /--tls-key \S*none\.pem cannot be read: ENOENT/,
      ['--https-port', '0', '--tls-cert', good.cert, '--tls-key', none],
    ],
    [
      1,
      /--tls-cert \S*text\.pem holds no certificate/,
      ['--https-port', '0', '--tls-cert', text, '--tls-key', good.key],
    ],
    [
      1,
      /--tls-key \S*text\.pem holds no private key/,
      ['--https-port', '0', '--tls-cert', good.cert, '--tls-key', text],
    ],
    [
      1,
      /--tls-key \S*other\.key is not the key of/,
      ['--https-port', '0', '--tls-cert', good.cert, '--tls-key', other.key],
    ],
    [1, /--tls-cert \S* cannot be read: EISDIR/, ['--https-port', '0', '--tls-cert', dir, '--tls-key', good.key]],
  ];
  for (const [code, line, args] of rows) {
    const started = new Started(args);
    assert.deepEqual(await started.ended, [code, null], String(line));
    assert.equal(started.stderr.length, 1, started.stderr.join('\n'));
    assert.match(started.stderr.join(), line);
    assert.deepEqual(started.stdout, []);
  }
});
