import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as apiGateway from '@aws-sdk/client-api-gateway';
import { loadModel } from '../../../src/model/model.ts';
import { type Running, startProcess } from '../start.ts';
import { STEPS } from './steps.ts';
import { clientOf, surroundings } from './surroundings.ts';
import { walkSteps } from './walk-steps.ts';

/** Every operation of the REST control plane, as the AWS SDK for JavaScript sends and reads it. `npm run test:cli`: as the AWS CLI does. */

const ACCOUNT = '111122223333';
let gatehouse: Running;

before(async () => {
  gatehouse = await startProcess(['--ephemeral']);
});

after(() => gatehouse.stop());

test('the steps have every operation', () => {
  const operations = new Set(STEPS.map(({ operation }) => operation));
  assert.deepEqual([...operations].sort(), Object.keys(loadModel('apigateway').operations).sort());
  assert.equal(operations.size, 124);
});

test('the AWS SDK for JavaScript drives every operation', async () => {
  const client = new apiGateway.APIGatewayClient(clientOf(gatehouse.endpoint, ACCOUNT));
  await walkSteps(
    async (operation, { body, ...input }) => {
      const commands = apiGateway as unknown as { [name: string]: new (input: object) => never };
      const Command = commands[`${operation}Command`];
      assert.ok(Command !== undefined, operation);
      const bytes = operation.startsWith('Import') || operation.startsWith('Put');
      const sent = body === undefined ? {} : { body: bytes ? Buffer.from(String(body)) : body };
      return client.send(new Command({ ...input, ...sent }));
    },
    await surroundings(gatehouse.endpoint, ACCOUNT),
  );
});
