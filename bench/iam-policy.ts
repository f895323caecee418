/**
 * What a policy takes to decide, and an authorizer's answer to become one. `node bench/iam-policy.ts`
 */
import { compileAuthorizerPolicy, compileResourcePolicy, type PolicyQuestion } from '../src/iam-policy/iam-policy.ts';
import { alternate, nothing } from './alternate.ts';

const OWN = 'arn:aws:execute-api:us-east-1:111122223333:abcdef1234';

const keys: ReadonlyMap<string, readonly string[]> = new Map([
  ['aws:sourceip', ['203.0.113.9']],
  ['aws:securetransport', ['true']],
  ['aws:useragent', ['curl/8.5.0']],
  ['aws:currenttime', ['2026-12-01T10:00:00Z']],
]);

const question: PolicyQuestion = {
  action: 'execute-api:Invoke',
  resource: `${OWN}/prod/GET/pets/17/toys/blue`,
  principal: {
    arn: 'arn:aws:sts::123456789012:assumed-role/developer/me',
    accountId: '123456789012',
    userId: 'AROAJQABLZS4A3QDU576Q:me',
    roleArn: 'arn:aws:iam::123456789012:role/developer',
  },
  condition: (key) => keys.get(key),
};

const invoke = { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };

/** API Gateway resource policy examples: "Deny API traffic based on source IP address or range". */
const byAddress = [
  { ...invoke, Principal: '*' },
  {
    ...invoke,
    Effect: 'Deny',
    Principal: '*',
    Condition: { IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '198.51.100.0/24'] } },
  },
];

/** None decides but the last, and each is read to its last condition. */
const twenty = Array.from({ length: 20 }, (_, i) => ({
  ...invoke,
  Effect: i % 2 === 0 ? 'Deny' : 'Allow',
  Principal: { AWS: ['arn:aws:iam::123456789012:role/admin', '123456789012'] },
  Resource: ['execute-api:/test/*', `execute-api:/*/GET/*/toys/bl*`],
  Condition: {
    Bool: { 'aws:SecureTransport': 'true' },
    StringLike: { 'aws:UserAgent': '*curl/*' },
    ...(i < 19 && { IpAddress: { 'aws:SourceIp': ['192.0.2.0/24', '2001:db8::/32'] } }),
  },
}));

const resourcePolicy = (Statement: readonly object[]) => {
  const policy = compileResourcePolicy(JSON.stringify({ Version: '2012-10-17', Statement }), { arn: OWN });
  return () => (policy(question) === 'ALLOW' ? 1 : 0);
};

const authorizers = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${OWN}/prod/*` }],
};
const authorized = compileAuthorizerPolicy(authorizers);

await alternate(
  'policies',
  {
    ...nothing,
    'an authorizer’s policy decides': () => (authorized(question) === 'ALLOW' ? 1 : 0),
    'a policy by source address decides': resourcePolicy(byAddress),
    'a policy of 20 statements decides': resourcePolicy(twenty),
    'an authorizer’s answer is compiled': () => (compileAuthorizerPolicy(authorizers) === authorized ? 1 : 0),
  },
  5,
  200,
);
