/** Each integration type: what it needs resolved, compiled into the phases of a method. */

export { ILLEGAL_FOR_AWS, ILLEGAL_FOR_HTTP } from './header-tables.ts';
export { compileHttpProxy, type SendHttp } from './http-proxy.ts';
export { compileLambdaProxy } from './lambda-proxy.ts';
export { compileMock } from './mock.ts';
export { readMockStatus } from './mock-status.ts';
export { isMappableContext } from './parameters.ts';
