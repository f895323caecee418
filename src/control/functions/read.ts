import {
  type FunctionRecord,
  type FunctionVersion,
  functionKey,
  functionVersionKey,
} from '../../definition/definition.ts';
import type { Handlers } from '../../protocol/protocol.ts';
import type { Store } from '../../store/store.ts';
import { configurationOf, listedConfigurationOf, type Operations, qualifiedArnOf } from './configuration.ts';
import { page, pageSize, readMarker } from './paging.ts';
import { listVersions, readFunction, readQualified, versionNumber } from './records.ts';
import { qualified, referenceOf, unqualifiedReferenceOf } from './reference.ts';
import { refuseUnhonoured } from './unhonoured.ts';

/** Where a package can be fetched with a plain GET, by scope and `codeId`. */
export type CodeLocation = (scope: string, codeId: string) => string;

export type ReadHandlers = Pick<
  Handlers<'lambda'>,
  | 'GetFunction'
  | 'GetFunctionConfiguration'
  | 'ListFunctions'
  | 'ListVersionsByFunction'
  | 'GetFunctionCodeSigningConfig'
  | 'GetAccountSettings'
>;

export function readHandlers(store: Store, codeLocation: CodeLocation | undefined): ReadHandlers {
  return {
    async GetFunction(input, call) {
      const to = referenceOf(call, input.FunctionName, input.Qualifier);
      const version = await readQualified(store, to);
      const { tags, reservedConcurrency } = await readFunction(store, to);
      return {
        Configuration: configurationOf(version, qualified(to)),
        // deviation: Code.Location is absent where the package cannot be fetched from this endpoint.
        Code: { RepositoryType: 'S3', ...(codeLocation && { Location: codeLocation(to.scope, version.codeId) }) },
        ...(Object.keys(tags).length > 0 && { Tags: tags }),
        ...(reservedConcurrency !== undefined && {
          Concurrency: { ReservedConcurrentExecutions: reservedConcurrency },
        }),
      };
    },

    async GetFunctionConfiguration(input, call) {
      const to = referenceOf(call, input.FunctionName, input.Qualifier);
      return configurationOf(await readQualified(store, to), qualified(to));
    },

    async ListFunctions(input, { scope, operation }) {
      refuseUnhonoured(operation, input);
      const size = pageSize(input);
      const all = input.FunctionVersion === 'ALL';
      const { kind } = all ? functionVersionKey(scope, '', '') : functionKey(scope, '');
      const after = readMarker(input);
      const entries = await store.list<FunctionVersion | FunctionRecord>({
        scope,
        kind,
        limit: size + 1,
        ...(after !== undefined && { after }),
      });
      const { items, ...more } = page(entries, size, (entry) => entry.key.id);
      const versions = await Promise.all(
        items.map(async ({ value }) =>
          'Version' in value
            ? value
            : (await store.get(functionVersionKey(scope, value.FunctionName, '$LATEST')))?.value,
        ),
      );
      const Functions = versions
        .filter((version) => version !== undefined)
        .map((version) => listedConfigurationOf(version, all ? qualifiedArnOf(version) : version.FunctionArn));
      return { Functions, ...more };
    },

    async ListVersionsByFunction(input, call) {
      const to = unqualifiedReferenceOf(call, input.FunctionName);
      await readFunction(store, to);
      const versions = await listVersions(store, to);
      const marker = readMarker(input);
      const after = marker === undefined ? -1 : versionNumber(marker);
      const rest = versions.filter(({ Version }) => versionNumber(Version) > after);
      const { items, ...more } = page(rest, pageSize(input), ({ Version }) => Version);
      return { Versions: items.map((version) => listedConfigurationOf(version, qualifiedArnOf(version))), ...more };
    },

    /** Recorded: a function without a code signing configuration has neither member, whatever the model requires. */
    async GetFunctionCodeSigningConfig(input, call) {
      await readFunction(store, unqualifiedReferenceOf(call, input.FunctionName));
      return {} as Operations['GetFunctionCodeSigningConfig']['output'];
    },

    async GetAccountSettings(_, { scope }) {
      const functions = await store.list<FunctionRecord>({ scope, kind: functionKey(scope, '').kind });
      const versions = await store.list<FunctionVersion>({ scope, kind: functionVersionKey(scope, '', '').kind });
      const reserved = functions.reduce((sum, { value }) => sum + (value.reservedConcurrency ?? 0), 0);
      return {
        // Lambda's default quotas.
        // deviation: The quotas ConcurrentExecutions and TotalCodeSize are shown, not enforced.
        AccountLimit: {
          TotalCodeSize: 80_530_636_800,
          CodeSizeUnzipped: 262_144_000,
          CodeSizeZipped: 52_428_800,
          ConcurrentExecutions: 1000,
          UnreservedConcurrentExecutions: Math.max(0, 1000 - reserved),
        },
        AccountUsage: {
          TotalCodeSize: versions.reduce((sum, { value }) => sum + value.CodeSize, 0),
          FunctionCount: functions.length,
        },
      };
    },
  };
}
