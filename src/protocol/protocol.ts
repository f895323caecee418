/**
 * AWS's wire protocols, server side: a model and its handlers compiled into a server, the choice of service, signatures.
 *
 *     const errors = serviceErrors(loadModel('apigateway'));
 *     const server = compileService(loadModel('apigateway'), { async GetAccount(input, call) { … } }, ['CreateApiKey', …]);
 *     const answer = await server.answer(request, { requestId, account, region });
 */
export { renderHal } from './hal.ts';
export type { Answer, Call, Caller, WireRequest } from './message.ts';

export { compileService, type Handler, type Handlers, type ServiceServer } from './server.ts';
export { notImplemented, ServiceError, type ServiceErrors, serviceErrors } from './service-error.ts';
export { chooseService } from './services.ts';
export { type Credentials, identify, type Secret, type Verification, verify, verifyHead } from './sigv4.ts';
