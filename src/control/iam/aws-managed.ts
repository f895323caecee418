import { derivedPolicyId } from './ids.ts';

/**
 * Policies that AWS manages, with the documents that are known here (AWS Managed Policy Reference Guide). Any other name of AWS's
 * passes too: it can be attached and shown, but it has no document.
 *
 * deviation: Any name passes for a policy that AWS manages; documents are known of a few, and GetPolicyVersion answers 501 for the others.
 */
const DOCUMENTS: ReadonlyMap<string, { readonly description: string; readonly statements: readonly object[] }> =
  new Map([
    [
      'service-role/AWSLambdaBasicExecutionRole',
      {
        description: 'Provides write permissions to CloudWatch Logs.',
        statements: [allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'])],
      },
    ],
    [
      'service-role/AWSLambdaRole',
      { description: 'Default policy for AWS Lambda service role.', statements: [allow(['lambda:InvokeFunction'])] },
    ],
    [
      'service-role/AmazonAPIGatewayPushToCloudWatchLogs',
      {
        description: "Allows API Gateway to push logs to user's account.",
        statements: [
          allow([
            'logs:CreateLogGroup',
            'logs:CreateLogStream',
            'logs:DescribeLogGroups',
            'logs:DescribeLogStreams',
            'logs:PutLogEvents',
            'logs:GetLogEvents',
            'logs:FilterLogEvents',
          ]),
        ],
      },
    ],
    [
      'AmazonAPIGatewayInvokeFullAccess',
      {
        description: 'Provides full access to invoke APIs in Amazon API Gateway.',
        statements: [
          { ...allow(['execute-api:Invoke', 'execute-api:ManageConnections']), Resource: 'arn:aws:execute-api:*:*:*' },
        ],
      },
    ],
    [
      'AmazonAPIGatewayAdministrator',
      {
        description:
          'Provides full access to create/edit/delete APIs in Amazon API Gateway via the AWS Management Console.',
        statements: [{ ...allow(['apigateway:*']), Resource: 'arn:aws:apigateway:*::/*' }],
      },
    ],
    [
      'AdministratorAccess',
      {
        description: 'Provides full access to AWS services and resources.',
        statements: [{ ...allow([]), Action: '*' }],
      },
    ],
  ]);

function allow(Action: readonly string[]): { Effect: 'Allow'; Action: unknown; Resource: string } {
  return { Effect: 'Allow', Action, Resource: '*' };
}

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
  const known = DOCUMENTS.get(path.slice(1) + name);
  return {
    arn,
    name,
    path,
    id: derivedPolicyId(arn),
    createDate: CREATED,
    ...(known !== undefined && {
      description: known.description,
      document: JSON.stringify({ Version: '2012-10-17', Statement: known.statements }),
    }),
  };
}

export function knownAwsManagedPolicies(): readonly AwsManagedPolicy[] {
  return [...DOCUMENTS.keys()].map((tail) => {
    const slash = tail.lastIndexOf('/');
    return awsManagedPolicy(`arn:aws:iam::aws:policy/${tail}`, `/${tail.slice(0, slash + 1)}`, tail.slice(slash + 1));
  });
}
