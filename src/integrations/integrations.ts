/** Each integration type: what it needs resolved, compiled into the phases of a method. */
export { compileHttpProxy, type SendHttp } from './http-proxy.ts';
export { compileLambdaProxy } from './lambda-proxy.ts';
export { compileMock } from './mock.ts';
