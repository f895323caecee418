import { type FunctionAlias, type FunctionRecord, functionAliasKey, functionKey } from '../../definition/definition.ts';
import { newUuid } from '../../lib/ids.ts';
import type { Handlers } from '../../protocol/protocol.ts';
import type { Reader, Store } from '../../store/store.ts';
import type { Operations } from './configuration.ts';
import { checkRevision, errors, invalid } from './errors.ts';
import { page, pageSize, readMarker } from './paging.ts';
import { listAliases, readAlias, readFunction, readVersion } from './records.ts';
import { type FunctionReference, unqualifiedReferenceOf } from './reference.ts';

type AliasConfiguration = Operations['GetAlias']['output'];
type Weights = FunctionAlias['AdditionalVersionWeights'];

export type AliasHandlers = Pick<
  Handlers<'lambda'>,
  'CreateAlias' | 'GetAlias' | 'UpdateAlias' | 'DeleteAlias' | 'ListAliases'
>;

export function aliasHandlers(store: Store): AliasHandlers {
  return {
    async CreateAlias(input, call) {
      const to = unqualifiedReferenceOf(call, input.FunctionName);
      const weights = input.RoutingConfig?.AdditionalVersionWeights ?? {};
      checkWeights(weights, input.FunctionVersion);
      return store.transact(async (tx) => {
        await readFunction(tx, to, `${to.arn}:${input.FunctionVersion}`);
        await checkVersions(tx, to, input.FunctionVersion, weights);
        const key = functionAliasKey(to.scope, to.name, input.Name);
        if ((await tx.get(key)) !== undefined) {
          throw errors.ResourceConflictException(`Alias already exists: ${to.arn}:${input.Name}`);
        }
        const alias: FunctionAlias = {
          Name: input.Name,
          FunctionVersion: input.FunctionVersion,
          Description: input.Description ?? '',
          AdditionalVersionWeights: weights,
          RevisionId: newUuid(),
        };
        tx.put(key, alias);
        await tx.touch(functionKey(to.scope, to.name));
        return shown(to, alias);
      });
    },

    async GetAlias(input, call) {
      const to = unqualifiedReferenceOf(call, input.FunctionName);
      return shown(to, await readAlias(store, to, input.Name));
    },

    async UpdateAlias(input, call) {
      const to = unqualifiedReferenceOf(call, input.FunctionName);
      return store.transact(async (tx) => {
        const before = await readAlias(tx, to, input.Name);
        checkRevision(input.RevisionId, before.RevisionId);
        const FunctionVersion = input.FunctionVersion ?? before.FunctionVersion;
        const AdditionalVersionWeights =
          input.RoutingConfig === undefined
            ? before.AdditionalVersionWeights
            : (input.RoutingConfig.AdditionalVersionWeights ?? {});
        checkWeights(AdditionalVersionWeights, FunctionVersion);
        await checkVersions(tx, to, FunctionVersion, AdditionalVersionWeights);
        const alias: FunctionAlias = {
          ...before,
          FunctionVersion,
          AdditionalVersionWeights,
          Description: input.Description ?? before.Description,
          RevisionId: newUuid(),
        };
        tx.put(functionAliasKey(to.scope, to.name, input.Name), alias);
        await tx.touch(functionKey(to.scope, to.name));
        return shown(to, alias);
      });
    },

    /** An alias that does not exist is deleted without complaint, as on AWS. */
    async DeleteAlias(input, call) {
      const to = unqualifiedReferenceOf(call, input.FunctionName);
      await store.transact(async (tx) => {
        const record: FunctionRecord = await readFunction(tx, to, to.arn);
        const { [input.Name]: _, ...policies } = record.policies;
        tx.delete(functionAliasKey(to.scope, to.name, input.Name));
        tx.put(functionKey(to.scope, to.name), { ...record, policies });
      });
    },

    async ListAliases(input, call) {
      const to = unqualifiedReferenceOf(call, input.FunctionName);
      await readFunction(store, to, to.arn);
      const after = readMarker(input) ?? '';
      const found = (await listAliases(store, to)).filter(
        ({ Name, FunctionVersion }) =>
          Name > after && (input.FunctionVersion === undefined || FunctionVersion === input.FunctionVersion),
      );
      const { items, ...more } = page(found, pageSize(input), ({ Name }) => Name);
      return { Aliases: items.map((alias) => shown(to, alias)), ...more };
    },
  };
}

function shown({ arn }: FunctionReference, alias: FunctionAlias): AliasConfiguration {
  const { Name, FunctionVersion, Description, RevisionId, AdditionalVersionWeights } = alias;
  return {
    AliasArn: `${arn}:${Name}`,
    Name,
    FunctionVersion,
    Description,
    ...(Object.keys(AdditionalVersionWeights).length > 0 && { RoutingConfig: { AdditionalVersionWeights } }),
    RevisionId,
  };
}

/** All texts recorded in `TestLambdaAlias::test_notfound_and_invalid_routingconfigs`. */
function checkWeights(weights: Weights, main: string): void {
  const entries = Object.entries(weights);
  const [first] = entries;
  if (first === undefined) return;
  if (entries.length > 1) {
    throw errors.InvalidParameterValueException('Number of items in AdditionalVersionWeights cannot be greater than 1');
  }
  const [version, weight] = first;
  const member = 'routingConfig.additionalVersionWeights';
  if (!/^\d{1,1024}$/.test(version)) {
    throw invalid(
      `'{${version}=${weight}}'`,
      member,
      'Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+, Member must not be null]',
    );
  }
  if (!(weight >= 0 && weight <= 1)) {
    throw invalid(
      `'{${version}=${Number.isInteger(weight) ? weight.toFixed(1) : weight}}'`,
      member,
      'Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]',
    );
  }
  if (version === main) {
    throw errors.InvalidParameterValueException(
      `Invalid function version ${version}. Function version ${version} is already included in routing configuration.`,
    );
  }
  if (main === '$LATEST') {
    throw errors.InvalidParameterValueException(
      '$LATEST is not supported for an alias pointing to more than 1 version',
    );
  }
}

async function checkVersions(reader: Reader, to: FunctionReference, main: string, weights: Weights): Promise<void> {
  for (const version of [main, ...Object.keys(weights)]) await readVersion(reader, to, version);
}
