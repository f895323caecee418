import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { ManualClock } from '../lib/clock.ts';
import { silentLog } from '../lib/log.ts';
import { openDataDir } from './data-dir.ts';
import { StoreUnavailable } from './face.ts';
import { asOrdinaryUser } from './ordinary-user.fixture.ts';
import { openSqliteStore } from './sqlite/sqlite.ts';

test('a data directory is made with its parents, for its owner only', async (t) => {
  const path = join(await directory(t), 'new', 'data');
  const dir = await openDataDir(path);
  assert.deepEqual(
    { ...dir, release: 0 },
    { path, databasePath: join(path, 'gatehouse.db'), workDir: join(path, 'work'), release: 0 },
  );
  for (const made of [path, dir.workDir]) assert.equal((await stat(made)).mode & 0o777, 0o700, made);
  await dir.release();
});

test('a second opener is refused with the directory, the pid and what to do; after a release it is not', async (t) => {
  const path = await directory(t);
  const first = await openDataDir(path);
  await assert.rejects(openDataDir(path), (error) => {
    assert.ok(error instanceof StoreUnavailable);
    assert.equal(
      error.message,
      `The data directory ${path} is in use by another Gatehouse process (pid ${process.pid}): stop that process, or use another data directory.`,
    );
    return true;
  });
  await first.release();
  await first.release();
  assert.deepEqual((await readdir(path)).sort(), ['gatehouse.db', 'lock.db', 'work']);
  await (await openDataDir(path)).release();
});

test('a lock whose holder is not known is refused all the same', async (t) => {
  const path = await directory(t);
  const first = await openDataDir(path);
  for (const pid of ['', 'not a number\n', '12']) {
    await writeFile(join(path, 'pid'), pid);
    await assert.rejects(openDataDir(path), { message: / is in use by another process: stop that process/ });
  }
  await rm(join(path, 'pid'));
  await assert.rejects(openDataDir(path), { message: / is in use by another process: stop that process/ });
  await first.release();
});

test('a release that comes twice does not take the lock from its next holder', async (t) => {
  const path = await directory(t);
  const first = await openDataDir(path);
  await first.release();
  const second = await openDataDir(path);
  await first.release();
  await assert.rejects(openDataDir(path), StoreUnavailable);
  await second.release();
});

test('the pid file of a process that was killed blocks nobody', async (t) => {
  const path = await directory(t);
  await writeFile(join(path, 'pid'), `${process.ppid}\n`);
  await (await openDataDir(path)).release();
});

test('an existing directory keeps its mode, and its work files stay', async (t) => {
  const path = await directory(t);
  await chmod(path, 0o750);
  await mkdir(join(path, 'work'));
  await writeFile(join(path, 'work', 'kept'), '');
  const dir = await openDataDir(path);
  assert.equal((await stat(path)).mode & 0o777, 0o750);
  assert.deepEqual(await readdir(dir.workDir), ['kept']);
  await dir.release();
});

test('a new database is for its owner only, whoever may read the directory; the mode of one that is there stays', async (t) => {
  const path = await directory(t);
  await chmod(path, 0o755);
  const options = { path: join(path, 'gatehouse.db'), log: silentLog, clock: new ManualClock() };
  for (const mode of [0o600, 0o640]) {
    const dir = await openDataDir(path);
    const store = await openSqliteStore(options);
    for (const file of ['gatehouse.db', 'gatehouse.db-wal', 'gatehouse.db-shm'])
      assert.equal((await stat(join(path, file))).mode & 0o777, mode, file);
    await store.close();
    await dir.release();
    await chmod(options.path, 0o640);
  }
});

test('a path that is a file is refused in one line', async (t) => {
  const path = join(await directory(t), 'file');
  await writeFile(path, '');
  await refusedAsNotWritable(path);
});

test('a directory that this user may not write to is refused in one line', async (t) => {
  const path = await directory(t);
  await chmod(path, 0o555);
  await asOrdinaryUser(() => refusedAsNotWritable(path));
});

test('a lock file that this user may not write to is refused in one line', async (t) => {
  const path = await directory(t);
  await (await openDataDir(path)).release();
  await chmod(path, 0o777);
  await chmod(join(path, 'work'), 0o777);
  await chmod(join(path, 'lock.db'), 0o444);
  await asOrdinaryUser(() => refusedAsNotWritable(path));
});

async function refusedAsNotWritable(path: string): Promise<void> {
  await assert.rejects(openDataDir(path), (error) => {
    assert.ok(error instanceof StoreUnavailable, String(error));
    assert.ok(error.message.startsWith(`The data directory ${path} cannot be written (`), error.message);
    assert.match(error.message, /\): give this user write permission, or use another data directory\.$/);
    assert.doesNotMatch(error.message, /\n/);
    return true;
  });
}

async function directory(t: TestContext): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'gatehouse-data-'));
  t.after(() => rm(dir, { recursive: true }));
  return dir;
}
