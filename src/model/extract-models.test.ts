import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { extractModels } from '../../scripts/extract-models.ts';
import { loadModel, serviceNames } from './model.ts';

test('the committed models are what the installed packages and corrections.json give', () => {
  for (const [path, text] of extractModels())
    assert.equal(
      readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'),
      text,
      `${path}: run npm run extract:models`,
    );
});

// The number of operations in each package, counted in `@aws-sdk/client-*` by its command classes.
const operations = {
  apigateway: 124,
  apigatewayv2: 103,
  apigatewaymanagementapi: 3,
  lambda: 88,
  sts: 11,
  iam: 180,
  logs: 118,
};

for (const service of serviceNames)
  test(`${service}: ${operations[service]} operations, every name they use is defined`, () => {
    const model = loadModel(service);
    assert.equal(Object.keys(model.operations).length, operations[service]);
    for (const operation of Object.values(model.operations))
      for (const shape of [operation.input, operation.output, ...operation.errors])
        if (shape !== undefined) assert.ok(model.shapes[shape], shape);
    for (const structure of Object.values(model.shapes))
      for (const member of Object.values(structure.members)) {
        if (member.type === 'structure') assert.ok(model.shapes[member.shape], member.shape);
        if (member.type === 'string' && member.enum !== undefined) assert.ok(model.enums[member.enum], member.enum);
      }
  });

test('enums print in the order that AWS printed them (aws-behaviour §2.13)', () => {
  const { enums } = loadModel('apigateway');
  assert.deepEqual(enums['Op']?.values, ['add', 'remove', 'move', 'test', 'replace', 'copy']);
  assert.deepEqual(enums['EndpointType']?.values, ['PRIVATE', 'EDGE', 'REGIONAL']);
});
