/**
 * The documents of policies that AWS manages, by name: those that speak of `execute-api`, the general ones, and those of the roles of
 * functions and APIs (AWS Managed Policy Reference Guide). Of long ones there is what could decide a call of an API, or of API Gateway's
 * control plane.
 *
 * deviation: ReadOnlyAccess has only those of its actions that are API Gateway's.
 */
const STATEMENTS: ReadonlyMap<string, readonly object[]> = new Map([
  ['AdministratorAccess', [allow('*')]],
  [
    'PowerUserAccess',
    [
      { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
      allow(
        'account:GetAccountInformation',
        'account:GetGovCloudAccountInformation',
        'account:GetPrimaryEmail',
        'account:ListRegions',
        'iam:CreateServiceLinkedRole',
        'iam:DeleteServiceLinkedRole',
        'iam:ListRoles',
        'organizations:DescribeEffectivePolicy',
        'organizations:DescribeOrganization',
      ),
    ],
  ],
  [
    'ReadOnlyAccess',
    [
      allow(
        'apigateway:GET',
        'apigateway:GetPortal',
        'apigateway:GetPortalProduct',
        'apigateway:GetProductPage',
        'apigateway:GetProductRestEndpointPage',
        'apigateway:GetRoutingRule',
        'apigateway:ListPortalProducts',
        'apigateway:ListPortals',
        'apigateway:ListProductPages',
        'apigateway:ListProductRestEndpointPages',
        'apigateway:ListRoutingRules',
      ),
    ],
  ],
  [
    'AmazonAPIGatewayInvokeFullAccess',
    [
      {
        Effect: 'Allow',
        Action: ['execute-api:Invoke', 'execute-api:ManageConnections'],
        Resource: 'arn:aws:execute-api:*:*:*',
      },
    ],
  ],
  [
    'AmazonAPIGatewayAdministrator',
    [{ Effect: 'Allow', Action: ['apigateway:*'], Resource: 'arn:aws:apigateway:*::/*' }],
  ],
  [
    'service-role/AWSLambdaBasicExecutionRole',
    [allow('logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents')],
  ],
  ['service-role/AWSLambdaRole', [allow('lambda:InvokeFunction')]],
  [
    'service-role/AmazonAPIGatewayPushToCloudWatchLogs',
    [
      allow(
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:DescribeLogGroups',
        'logs:DescribeLogStreams',
        'logs:PutLogEvents',
        'logs:GetLogEvents',
        'logs:FilterLogEvents',
      ),
    ],
  ],
]);

function allow(...Action: readonly string[]): object {
  return { Effect: 'Allow', Action, Resource: '*' };
}

/**
 * @param arn `arn:aws:iam::aws:policy/AdministratorAccess`
 * @returns the policy's text; `undefined`: it is not known here
 */
export function awsManagedPolicy(arn: string): string | undefined {
  const name = /^arn:aws(?:-[a-z-]+)?:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
  const statements = name === undefined ? undefined : STATEMENTS.get(name);
  return statements && JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
