import { isObject } from '../../lib/json.ts';
import { notImplemented } from './errors.ts';

/**
 * Settings of AWS's that would change what a function does or what becomes of its events, and that this engine cannot
 * honour. Each is refused by name when it asks for something; empty lists, empty strings and AWS's defaults ask for nothing.
 *
 * What is accepted without effect is declared where it is stored: see `settings.ts`.
 */
const settings: { readonly [member: string]: (value: never, input: object) => boolean } = {
  PackageType: (value: string) => value !== 'Zip',
  ImageConfig: isSet,
  ImageUri: isSet,
  S3Bucket: isSet,
  S3Key: isSet,
  S3ObjectVersion: isSet,
  S3ObjectStorageMode: isSet,
  SourceKMSKeyArn: isSet,
  KMSKeyArn: isSet,
  Layers: isSet,
  VpcConfig: ({ SubnetIds = [], SecurityGroupIds = [] }: { SubnetIds?: unknown[]; SecurityGroupIds?: unknown[] }) =>
    SubnetIds.length + SecurityGroupIds.length > 0,
  FileSystemConfigs: isSet,
  DeadLetterConfig: ({ TargetArn }: { TargetArn?: string }) => isSet(TargetArn),
  CodeSigningConfigArn: isSet,
  SnapStart: ({ ApplyOn = 'None' }: { ApplyOn?: string }) => ApplyOn !== 'None',
  LoggingConfig: asksForLogging,
  TenancyConfig: isSet,
  CapacityProviderConfig: isSet,
  DurableConfig: isSet,
  PublishTo: isSet,
  MasterRegion: isSet,
  DurableExecutionName: isSet,
  TenantId: isSet,
};

/** Throws for the first setting that cannot be honoured. Members without an entry in the table are the caller's to read. */
export function refuseUnhonoured(operation: string, input: object): void {
  for (const [member, value] of Object.entries(input)) {
    const asks = settings[member];
    if (value === undefined || asks === undefined) continue;
    if (asks(value as never, input)) throw notImplemented(`${operation} with ${member}`);
  }
}

function isSet(value: unknown): boolean {
  if (value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return false;
  return !isObject(value) || Object.values(value).some(isSet);
}

interface Logging {
  readonly LogFormat?: string;
  readonly LogGroup?: string;
}

function asksForLogging({ LogFormat = 'Text', LogGroup, ...rest }: Logging, input: { FunctionName?: string }): boolean {
  // The name of the default log group is repeated by tools that write back what they have read.
  const defaultGroup = `/aws/lambda/${input.FunctionName?.split(':function:').at(-1)}`;
  return LogFormat !== 'Text' || (isSet(LogGroup) && LogGroup !== defaultGroup) || isSet(rest);
}
