import { accountOf, regionOf } from '../../../definition/definition.ts';

/**
 * ARNs of API Gateway's own things: `arn:{partition}:apigateway:{region}::/restapis/abc`. Private domain names and what hangs on
 * them have their account between the last two colons, everything else has none (aws-behaviour.md §1.6).
 */

const ARN = /^arn:(aws[a-z-]*):apigateway:([a-z0-9-]+):(\d{12})?:(\/[^\0]+)$/;

/** @param path starts with a slash */
export function privateArn(scope: string, path: string): string {
  const region = regionOf(scope);
  return `arn:${partitionOf(region)}:apigateway:${region}:${accountOf(scope)}:${path}`;
}

/** The path that an ARN names in this account and region; `undefined` when it is no ARN of them. */
export function pathOfArn(scope: string, arn: string): string | undefined {
  const [, partition, region, account, path] = ARN.exec(arn) ?? [];
  const here = partition === partitionOf(regionOf(scope)) && region === regionOf(scope);
  return here && (account === undefined || account === accountOf(scope)) ? path : undefined;
}

function partitionOf(region: string): string {
  return PARTITIONS.find(([start]) => region.startsWith(start))?.[1] ?? 'aws';
}

const PARTITIONS: readonly (readonly [region: string, partition: string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
];
