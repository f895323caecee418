/** Each integration type: what it needs resolved, compiled into the phases of a method. */

export { compileAws } from './aws/aws.ts';
export { type AwsAccess, NO_AWS_ACCESS } from './aws/aws-call.ts';
export type { AwsCredentials } from './aws/sign.ts';
export { ILLEGAL_FOR_AWS, ILLEGAL_FOR_HTTP, mappedResponseHeaders } from './header-tables.ts';
export { compileHttp } from './http.ts';
export { compileHttpProxy, type SendHttp } from './http-proxy.ts';
export { compileLambda } from './lambda.ts';
export { compileRequestMembers } from './lambda-event.ts';
export { compileLambdaProxy } from './lambda-proxy.ts';
export { compileLambdaProxyStream } from './lambda-proxy-stream.ts';
export { compileMock } from './mock.ts';
export { compileSource, isMappableContext } from './parameters.ts';
export { withoutSignature } from './signature-header.ts';
export { throughVpcLink, type VpcLinkOrigin } from './vpc-link.ts';
