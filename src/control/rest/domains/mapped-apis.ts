import type { MappingOfApiRecord } from '../../../definition/definition.ts';
import type { Call } from '../../../protocol/protocol.ts';
import type { Reader } from '../../../store/store.ts';
import { badRequest } from '../errors.ts';
import { ofApi } from '../lookup.ts';

/**
 * Whether an API may be deleted: not while domain names map to it. The sentence is quoted from AWS by its users.
 * Who maps to an API rewrites its record, so that the two collide. @throws BadRequestException
 */
export async function checkApiUnmapped(reader: Reader, call: Call, restApiId: string): Promise<void> {
  const range = ofApi<MappingOfApiRecord>(call.scope, 'mappingofapi', restApiId);
  if ((await reader.list({ ...range, limit: 1 })).length === 0) return;
  throw badRequest(
    'Deleting RestApi failed. Please remove all base path mappings related to the RestApi in your domains.',
  );
}

/** The same for a stage. AWS's sentence is quoted by users of HTTP APIs, with the domain names at its end. */
export async function checkStageUnmapped(
  reader: Reader,
  call: Call,
  restApiId: string,
  stageName: string,
): Promise<void> {
  const mappings = await reader.list(ofApi<MappingOfApiRecord>(call.scope, 'mappingofapi', restApiId));
  const domains = mappings.filter(({ value }) => value.stage === stageName).map(({ value }) => value.domainName);
  if (domains.length === 0) return;
  throw badRequest(
    `Deleting stage ${stageName} failed. Please remove all base path mappings related to the stage in your domains: ` +
      [...new Set(domains)].slice(0, MAX_NAMED).join(', '),
  );
}

const MAX_NAMED = 25;
