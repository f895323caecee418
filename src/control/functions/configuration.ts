import type { FunctionVersion } from '../../definition/definition.ts';
import type { OperationsOf } from '../../model/model.ts';

export type Operations = OperationsOf<'lambda'>;
export type Input<O extends keyof Operations> = Operations[O]['input'];
export type FunctionConfiguration = Operations['GetFunctionConfiguration']['output'];

/** One version as the API shows it. */
export function configurationOf(version: FunctionVersion, arn = version.FunctionArn): FunctionConfiguration {
  return { ...listedConfigurationOf(version, arn), State: 'Active', LastUpdateStatus: 'Successful' };
}

/** In lists: "a subset of the FunctionConfiguration fields", without State and LastUpdateStatus (ListFunctions). */
export function listedConfigurationOf(version: FunctionVersion, arn = version.FunctionArn): FunctionConfiguration {
  const { FunctionName, Environment } = version;
  return {
    FunctionName,
    FunctionArn: arn,
    Runtime: version.Runtime,
    Role: version.Role,
    Handler: version.Handler,
    CodeSize: version.CodeSize,
    Description: version.Description,
    Timeout: version.Timeout,
    MemorySize: version.MemorySize,
    LastModified: version.LastModified,
    CodeSha256: version.CodeSha256,
    Version: version.Version,
    ...(Object.keys(Environment).length > 0 && { Environment: { Variables: Environment } }),
    TracingConfig: { Mode: version.TracingMode },
    RevisionId: version.RevisionId,
    PackageType: version.PackageType,
    Architectures: version.Architectures as FunctionConfiguration['Architectures'],
    EphemeralStorage: { Size: version.EphemeralStorage },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${FunctionName}` },
  };
}

/** Lists show every version under its qualified ARN, `$LATEST` too. */
export function qualifiedArnOf({ FunctionArn, Version }: FunctionVersion): string {
  return Version === '$LATEST' ? `${FunctionArn}:$LATEST` : FunctionArn;
}

/** `2026-11-22T10:00:00.000+0000` */
export function lambdaDate(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}
