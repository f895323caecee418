import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseCpuList, pickCores, pinTo } from './cores.ts';
import { parseNginx } from './nginx.ts';
import { findProgram, parseOpenFiles } from './programs.ts';

describe('processors', () => {
  test("Linux's lists", () => {
    // The examples of cpuset(7), "List format".
    assert.deepEqual(parseCpuList('0-4,9\n'), [0, 1, 2, 3, 4, 9]);
    assert.deepEqual(parseCpuList('0-2,7,12-14'), [0, 1, 2, 7, 12, 13, 14]);
  });

  test('the gateway is alone on one when there are two, and the upstream too when there are three', () => {
    assert.deepEqual(pickCores([0]), { gateway: 0, generator: 0, upstream: 0 });
    assert.deepEqual(pickCores([0, 1]), { gateway: 1, generator: 0, upstream: 0 });
    assert.deepEqual(pickCores([2, 5, 6, 7]), { gateway: 7, generator: 2, upstream: 5 });
  });

  test('pinning', () => {
    assert.deepEqual(pinTo(3), ['taskset', '-c', '3']);
    assert.deepEqual(pinTo(undefined), []);
  });
});

test('the version of nginx, and where its modules are', () => {
  const debian =
    'nginx version: nginx/1.22.1\nconfigure arguments: --prefix=/usr/share/nginx --modules-path=/usr/lib/nginx/modules';
  assert.deepEqual(parseNginx(debian), { version: '1.22.1', modules: '/usr/lib/nginx/modules' });
  // Without the option they are in the prefix (nginx.org, "Building nginx from Sources").
  assert.equal(
    parseNginx('nginx version: nginx/1.29.0\nconfigure arguments: --prefix=/opt/nginx').modules,
    '/opt/nginx/modules',
  );
});

test('the limit of open files is the hard one', () => {
  const limits =
    'Limit                     Soft Limit           Hard Limit           Units\nMax open files            ';
  assert.equal(parseOpenFiles(`${limits}1024                 20000                files\n`), 20_000);
  assert.equal(parseOpenFiles(`${limits}1024                 unlimited            files\n`), Number.POSITIVE_INFINITY);
});

test('a program that is not there is not found', () => {
  assert.equal(findProgram('no-such-program-anywhere'), undefined);
  assert.ok(findProgram('sh'));
});
