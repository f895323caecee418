import type { RestApiRecord } from '../../../definition/definition.ts';
import { compileResourcePolicy, PolicySyntaxError } from '../../../iam-policy/iam-policy.ts';
import { MAX_JSON_DEPTH, parsedObject } from '../../../lib/json.ts';
import { checkSize, type Limits } from '../../limits.ts';
import { badRequest } from '../errors.ts';

/**
 * Whether an API may be as it is, however it was made. The sentences are quoted from AWS by its users (aws/chalice#2065,
 * aws/aws-cdk#9684).
 *
 * @throws BadRequestException
 */
export function checkApi(api: RestApiRecord, limits: Limits): void {
  const { policy, endpointConfiguration } = api;
  checkSize(limits, 'resourcePolicy', policy?.length ?? 0);
  if (policy !== undefined && !isResourcePolicy(policy)) {
    throw badRequest('Invalid policy document. Please check the policy syntax and ensure that Principals are valid.');
  }
  const { types, vpcEndpointIds = [] } = endpointConfiguration;
  if (vpcEndpointIds.length > 0 && !types.includes('PRIVATE')) {
    throw badRequest('VPCEndpoints can only be specified with PRIVATE apis.');
  }
  checkSize(limits, 'restApi', Buffer.byteLength(JSON.stringify(api)));
}

/** What the gateway could not evaluate would let nobody pass. */
function isResourcePolicy(policy: string): boolean {
  if (parsedObject(policy, MAX_JSON_DEPTH) === undefined) return false;
  try {
    compileResourcePolicy(policy, { arn: 'arn:aws:execute-api:us-east-1:000000000000:abcdef1234' });
    return true;
  } catch (error) {
    if (error instanceof PolicySyntaxError) return false;
    throw error;
  }
}
