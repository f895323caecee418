import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly optionalDependencies?: Record<string, string>; resolved?: string }>
  >;
}

for (const path of ['package-lock.json', 'bench/peers/package-lock.json']) {
  const lock: Lock = JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
  const entries = Object.entries(lock.packages);

  test(`${path} has every platform's packages: npm ci refuses a lock that lacks one`, () => {
    const missing = entries.flatMap(([owner, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !entries.some(([place]) => place.endsWith(`node_modules/${name}`)))
        .map((name) => `${owner} needs ${name}`),
    );
    assert.deepEqual(missing, []);
  });

  test(`${path} names no registry`, () => {
    assert.deepEqual(
      entries.filter(([, { resolved }]) => resolved !== undefined).map(([place]) => place),
      [],
    );
  });
}
