import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { makeZip, type ZipMember } from './fixture.ts';
import { inspectZip, unzip } from './zip.ts';

const BROKEN = 'Could not unzip uploaded file. Please check your file, then try to upload again.';
const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'gatehouse-zip-'));
  folders.push(made);
  return made;
};
after(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

describe('zip files', () => {
  it('are unpacked with folders, executable bits and links', async () => {
    const into = folder();
    const members: readonly ZipMember[] = [
      { name: 'a/', data: '', mode: 0o040755 },
      { name: 'a/b/c.js', data: 'c' },
      { name: 'bootstrap', data: '#!/bin/sh\n', mode: 0o100755 },
      { name: 'a/link', data: '../bootstrap', mode: 0o120777 },
    ];
    assert.deepEqual(await inspectZip(makeZip(members)), {});
    await unzip(makeZip(members), into);
    assert.equal(readFileSync(join(into, 'a/b/c.js'), 'utf8'), 'c');
    assert.equal(statSync(join(into, 'bootstrap')).mode & 0o777, 0o755);
    assert.equal(statSync(join(into, 'a/b/c.js')).mode & 0o777, 0o644);
    assert.equal(readlinkSync(join(into, 'a/link')), '../bootstrap');
  });

  const escapes: readonly (readonly [name: string, members: readonly ZipMember[]])[] = [
    ['a name above', [{ name: '../gatehouse-escaped', data: 'x' }]],
    ['an absolute name', [{ name: '/tmp/gatehouse-escaped', data: 'x' }]],
    ['a name that goes up within', [{ name: 'a/../../gatehouse-escaped', data: 'x' }]],
    ['a link above', [{ name: 'l', data: '../..', mode: 0o120777 }]],
    ['an absolute link', [{ name: 'l', data: '/etc', mode: 0o120777 }]],
  ];
  for (const [name, members] of escapes) {
    it(`write nothing outside: ${name}`, async () => {
      const into = join(folder(), 'inner');
      await assert.rejects(unzip(makeZip(members), into));
      assert.ok(!existsSync(join(into, '../gatehouse-escaped')) && !existsSync('/tmp/gatehouse-escaped'));
      assert.ok(!existsSync(join(into, 'l')));
    });
  }

  it('do not write through links', async () => {
    const into = folder();
    const members = [
      { name: 'l', data: '.', mode: 0o120777 },
      { name: 'l/x', data: 'x' },
    ];
    await assert.rejects(unzip(makeZip(members), into), { code: 'EEXIST' });
  });

  it('are refused with the texts of Lambda', async () => {
    assert.deepEqual(await inspectZip(Buffer.from('no zip')), { error: BROKEN });
    assert.deepEqual(await inspectZip(Buffer.alloc(0)), { error: BROKEN });
    const whole = makeZip([{ name: 'a', data: 'x'.repeat(99) }]);
    assert.deepEqual(await inspectZip(whole.subarray(0, whole.length - 30)), { error: BROKEN });
    assert.deepEqual(await inspectZip(makeZip([{ name: '../a', data: '' }])), { error: BROKEN });
    assert.deepEqual(await inspectZip(makeZip([{ name: 'a', data: '', declaredSize: 262_144_000 }])), {
      error: 'Unzipped size must be smaller than 262144000 bytes',
    });
  });

  it('are not believed about their sizes', async () => {
    const lying = makeZip([{ name: 'a', data: Buffer.alloc(100_000), declaredSize: 10 }]);
    await assert.rejects(unzip(lying, folder()), /too many bytes/);
  });
});
