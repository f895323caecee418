import type { ResolvedAwsCall } from '../../definition/definition.ts';

/** What differs from service to service, by the name in the integration's URI, with its subdomain where that matters. */
interface AwsService {
  /** The service in the signature, where it is not the last word of the name. */
  readonly signingName?: string;
  /** The one region that a global service signs with. Its host names none. */
  readonly globalRegion?: string;
  /** `X-Amz-Target` of an `action` is this, a full stop and the action (aws-behaviour.md §1.8). */
  readonly targetPrefix?: string;
}

// deviation: X-Amz-Target is added to the actions of DynamoDB, Kinesis and Step Functions; other services that need it get it when it is mapped.
const SERVICES: ReadonlyMap<string, AwsService> = new Map<string, AwsService>([
  ['appsync-api', { signingName: 'appsync' }],
  ['cloudfront', { globalRegion: 'us-east-1' }],
  ['data.iot', { signingName: 'iotdata' }],
  ['data-ats.iot', { signingName: 'iotdata' }],
  ['bedrock-agent-runtime', { signingName: 'bedrock' }],
  ['bedrock-runtime', { signingName: 'bedrock' }],
  ['dynamodb', { targetPrefix: 'DynamoDB_20120810' }],
  ['email', { signingName: 'ses' }],
  ['iam', { globalRegion: 'us-east-1' }],
  ['kinesis', { targetPrefix: 'Kinesis_20131202' }],
  ['route53', { globalRegion: 'us-east-1' }],
  ['states', { targetPrefix: 'AWSStepFunctions' }],
  ['streams.dynamodb', { targetPrefix: 'DynamoDBStreams_20120810' }],
]);

/** `{subdomain}.{service}` as the URI has it. */
export function serviceName({ subdomain, service }: ResolvedAwsCall): string {
  return subdomain === null ? service : `${subdomain}.${service}`;
}

export function findService(call: ResolvedAwsCall): AwsService {
  return SERVICES.get(serviceName(call)) ?? SERVICES.get(call.service) ?? {};
}

/** Where a service is at AWS: `dynamodb.eu-west-1.amazonaws.com`. */
export function awsHost(call: ResolvedAwsCall): string {
  const region = findService(call).globalRegion === undefined ? `.${call.region}` : '';
  return `${serviceName(call)}${region}.amazonaws.com${call.region.startsWith('cn-') ? '.cn' : ''}`;
}

/** What a request to the service is signed for. */
export function signingScope(call: ResolvedAwsCall): { readonly region: string; readonly service: string } {
  const { signingName = call.service, globalRegion = call.region } = findService(call);
  return { region: globalRegion, service: signingName };
}
