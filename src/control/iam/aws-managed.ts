import { awsManagedPolicy as documentOf } from '../../iam-policy/iam-policy.ts';
import { derivedPolicyId } from './ids.ts';

/**
 * Policies that AWS manages and whose documents are known whole, with AWS's descriptions (AWS Managed Policy Reference Guide). Any other
 * name of AWS's passes too: it can be attached and shown, but it has no document.
 *
 * deviation: Any name passes for a policy that AWS manages; documents are known of a few, and GetPolicyVersion answers 501 for the others.
 */
const DESCRIPTIONS: ReadonlyMap<string, string> = new Map([
  ['service-role/AWSLambdaBasicExecutionRole', 'Provides write permissions to CloudWatch Logs.'],
  ['service-role/AWSLambdaRole', 'Default policy for AWS Lambda service role.'],
  ['service-role/AmazonAPIGatewayPushToCloudWatchLogs', "Allows API Gateway to push logs to user's account."],
  ['AmazonAPIGatewayInvokeFullAccess', 'Provides full access to invoke APIs in Amazon API Gateway.'],
  [
    'AmazonAPIGatewayAdministrator',
    'Provides full access to create/edit/delete APIs in Amazon API Gateway via the AWS Management Console.',
  ],
  ['AdministratorAccess', 'Provides full access to AWS services and resources.'],
]);

export interface AwsManagedPolicy {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly description?: string;
  readonly createDate: number;
  /** Absent where it is not known here. */
  readonly document?: string;
}

/** The day on which AWS made the first of them: they all show it. */
const CREATED = Date.UTC(2015, 1, 6, 18, 39, 46);

/** @param name with its path, without the slash before it */
export function awsManagedPolicy(arn: string, path: string, name: string): AwsManagedPolicy {
  const description = DESCRIPTIONS.get(path.slice(1) + name);
  const document = description === undefined ? undefined : documentOf(arn);
  return {
    arn,
    name,
    path,
    id: derivedPolicyId(arn),
    createDate: CREATED,
    ...(description !== undefined && { description }),
    ...(document !== undefined && { document }),
  };
}

export function knownAwsManagedPolicies(): readonly AwsManagedPolicy[] {
  return [...DESCRIPTIONS.keys()].map((tail) => {
    const slash = tail.lastIndexOf('/');
    return awsManagedPolicy(`arn:aws:iam::aws:policy/${tail}`, `/${tail.slice(0, slash + 1)}`, tail.slice(slash + 1));
  });
}
