/** HTTP on both sides: the listener that clients reach and the client that reaches endpoints. */
export { type Client, type ClientAnswer, type ClientRequest, openClient } from './client.ts';
export { type RequestHead, RequestParser, type RequestReader } from './http1.ts';
export type { WireRequest } from './request.ts';
export type { TakenOver, WireResponse } from './response.ts';
export type { Answer } from './served.ts';
export { type Listener, listen } from './server.ts';
export { TlsContexts, type TlsIdentities, type TlsIdentity } from './tls.ts';
