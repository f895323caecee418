import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { loadModel, type Model, serviceNames } from '../../src/model/model.ts';
import { type Call, compileService, type ServiceServer, serviceErrors } from '../../src/protocol/protocol.ts';
import { sdkClient } from './clients.ts';
import { serve } from './serve.ts';
import { fill, fromSdk, toSdk, withoutConstraints } from './values.ts';

type AnyHandler = (input: unknown, call: Call) => Promise<unknown>;

/** Every operation answered by what `answers` holds at the time; untyped, because the test goes through all of them. */
function compileAll(model: Model, handler: AnyHandler, later: readonly string[]): ServiceServer {
  const names = Object.keys(model.operations).filter((name) => !later.includes(name));
  return compileService(model, Object.fromEntries(names.map((name) => [name, handler])) as never, later as never);
}

const eventStreams: Readonly<Record<string, string>> = {
  InvokeWithResponseStream: 'its output is an event stream, which no protocol of ours writes',
  StartLiveTail: 'its output is an event stream, which no protocol of ours writes',
  GetLogObject: 'its output is an event stream, which no protocol of ours writes',
};

for (const service of serviceNames)
  describe(`${service}: what the SDK sends arrives, what a handler answers comes back`, () => {
    const model = withoutConstraints(loadModel(service) as Model);
    const errors = serviceErrors(model) as Record<string, (message: string, members?: object) => Error>;
    let handle: AnyHandler = async () => undefined;
    let running: Awaited<ReturnType<typeof serve>>;
    let client: ReturnType<typeof sdkClient>;

    before(async () => {
      running = await serve([compileAll(model, (input, call) => handle(input, call), [])]);
      client = sdkClient(service, running.endpoint);
    });
    after(async () => {
      client.close();
      await running.close();
    });

    for (const [operation, { input: inputShape, output: outputShape, errors: errorShapes }] of Object.entries(
      model.operations,
    )) {
      const skip = eventStreams[operation] ?? false;
      const input = fill(model, inputShape, 'input');
      const sent = inputShape === undefined ? {} : toSdk(model, { type: 'structure', shape: inputShape }, input);

      test(operation, { skip }, async () => {
        const output = fill(model, outputShape, 'output');
        let received: unknown;
        let call: Call | undefined;
        handle = async (...given) => {
          [received, call] = given;
          return outputShape === undefined ? undefined : output;
        };
        const returned = (await client.send(operation, sent)) as Record<string, unknown>;
        assert.deepEqual(running.trouble.splice(0), []);
        assert.deepEqual(received, input);
        assert.deepEqual(await fromSdk(returned), output);
        assert.equal(call?.operation, operation);
        if (call.accessKey !== undefined) assert.equal(call.scope, '123456789012/eu-central-1');
      });

      test(`${operation}: its errors`, { skip }, async () => {
        for (const shape of errorShapes) {
          const members = fill(model, shape, 'error');
          handle = async () => {
            throw errors[shape]?.(`${shape} <says> so`, members);
          };
          const thrown = await client.send(operation, sent).then(
            () => assert.fail('an error should have come back'),
            (error: Error) => error,
          );
          assert.equal(thrown.name, shape);
          assert.equal(thrown.message, `${shape} <says> so`);
          const { $fault: fault, $metadata: metadata } = thrown as unknown as {
            $fault: string;
            $metadata: { httpStatusCode: number; requestId: string };
          };
          assert.equal(metadata.httpStatusCode, model.shapes[shape]?.error?.status);
          assert.equal(metadata.requestId, 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef');
          assert.equal(fault, model.shapes[shape]?.error?.fault);
          const returned = (await fromSdk({ ...thrown })) as Record<string, unknown>;
          for (const [name, value] of Object.entries(members))
            assert.deepEqual(returned[name], value, `${shape}.${name}`);
          assert.deepEqual(running.trouble.splice(0), []);
        }
      });
    }
  });

describe('an operation that is put off answers 501 by its name', () => {
  for (const service of serviceNames)
    test(service, async () => {
      const model = loadModel(service) as Model;
      const names = Object.keys(model.operations);
      const running = await serve([compileAll(model, async () => undefined, names)]);
      const client = sdkClient(service, running.endpoint);
      try {
        for (const name of names) {
          const { input } = model.operations[name] ?? {};
          const sent =
            input === undefined ? {} : toSdk(model, { type: 'structure', shape: input }, fill(model, input, 'input'));
          await assert.rejects(client.send(name, sent), {
            name: 'NotImplementedException',
            message: `Gatehouse does not implement ${name} yet.`,
          });
        }
        assert.deepEqual(running.trouble, []);
      } finally {
        client.close();
        await running.close();
      }
    });
});
