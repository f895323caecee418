/** HTTP on both sides: the listener that clients reach and the client that reaches endpoints. */
export { type Client, type ClientAnswer, type ClientRequest, openClient } from './client.ts';
export type { WireRequest } from './request.ts';
export { type Answer, type Listener, listen, type WireResponse } from './server.ts';
