import assert from 'node:assert/strict';
import { it } from 'node:test';
import { PATH } from './fixture.ts';
import { runtimeProblem } from './runtimes.ts';

it('says which runtimes this machine runs, and why not the others', async () => {
  for (const id of ['nodejs18.x', 'nodejs24.x', 'provided', 'provided.al2', 'provided.al2023']) {
    assert.equal(await runtimeProblem(id, PATH), undefined);
  }
  for (const id of ['java21', 'nodejs', 'nodejs22', '']) {
    assert.equal(
      await runtimeProblem(id, PATH),
      `Runtime ${id} cannot run here: Gatehouse runs nodejs*, python3.* and provided.* functions.`,
    );
  }
  assert.equal(
    await runtimeProblem('python3.13', '/nowhere'),
    'Runtime python3.13 cannot run here: there is no working python3 on the PATH.',
  );
});
