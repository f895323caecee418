import type { Control } from '../control/control.ts';
import { findTarget, type Target } from '../gateway/gateway.ts';
import { lastHeader } from '../lib/headers.ts';
import { newUuid } from '../lib/ids.ts';
import type { Answer as ControlAnswer, WireRequest as ControlRequest } from '../protocol/protocol.ts';
import type { Answer, WireRequest, WireResponse } from '../wire/wire.ts';
import { Turns } from './turns.ts';
import { VERSION } from './version.ts';

/**
 * Above Lambda's own limit for CreateFunction, 70,167,211 bytes of base64 and JSON; nothing else of the control plane
 * comes near it.
 */
const MAX_CONTROL_BODY_BYTES = 71_000_000;
/** What is not signed is refused whatever it says: its body only tells in which service's words. */
const MAX_UNSIGNED_BODY_BYTES = 16_384;

/**
 * Developer mode's one port: an API where the host or the path names one, else the control plane, else our own paths.
 */
export function front(
  control: Answer,
  data: (rq: WireRequest, target: Target) => WireResponse | Promise<WireResponse>,
): Answer {
  return (rq) => {
    const target = findTarget(lastHeader(rq.headers, 'host'), rq.target, lastHeader(rq.headers, 'x-apigw-api-id'));
    if (target !== undefined) return data(rq, target);
    const own = OWN_PATHS[rq.target];
    if (own !== undefined && rq.method === 'GET') return own();
    return control(rq);
  };
}

/** The control plane's answers, and a word to those who are lost. */
export function controlAnswer(control: Control): Answer {
  const turns = new Turns();
  return (rq) => answerControl(control, turns, rq);
}

/** Those that answer something else than 501. */
const SERVICES = Object.fromEntries(['apigateway', 'iam', 'lambda', 'logs', 'sts'].map((name) => [name, 'running']));

const OWN_PATHS: { readonly [path: string]: () => WireResponse } = {
  '/_gatehouse/health': () => json(200, { status: 'running', version: VERSION }),
  // What tools written for LocalStack wait for.
  '/_localstack/health': () => json(200, { services: SERVICES, version: VERSION }),
};

async function answerControl(control: Control, turns: Turns, rq: WireRequest): Promise<WireResponse> {
  const requestId = newUuid();
  const question = rq.target.indexOf('?');
  const head: ControlRequest = {
    method: rq.method,
    path: question < 0 ? rq.target : rq.target.slice(0, question),
    query: question < 0 ? '' : rq.target.slice(question + 1),
    headers: (name) => lastHeader(rq.headers, name),
    body: NO_BODY,
  };
  // Of what is not signed, the services on `/` are told apart by the body; every other request is refused before it is read.
  const early = control.choose(head);
  if (early === undefined && head.path !== '/') return unknownPath(rq, requestId);
  if (early !== undefined) {
    const refused = control.admit(early, head);
    if (refused !== undefined) return render(early.refuse(refused, requestId), requestId);
  }
  const body = await rq.bytes(early === undefined ? MAX_UNSIGNED_BODY_BYTES : MAX_CONTROL_BODY_BYTES);
  if (body === 'too large') return json(413, { message: 'Request Entity Too Large' }, requestId);
  if (body === 'aborted') return json(400, { message: 'The request body is incomplete' }, requestId);
  const request = { ...head, body };
  const server = early ?? control.choose(request);
  if (server === undefined) return unknownPath(rq, requestId);
  const refused = early === undefined ? control.admit(server, request) : undefined;
  if (refused !== undefined) return render(server.refuse(refused, requestId), requestId);
  await turns.wait();
  return render(await control.answer(server, request, requestId), requestId);
}

const NO_BODY = new Uint8Array();

/** Neither an API nor an AWS service: say where things are, for most who come here look for them. */
function unknownPath(rq: WireRequest, requestId: string): WireResponse {
  const message =
    `Nothing answers ${rq.method} ${rq.target.slice(0, 200)}. An API is called by its host, {api-id}.execute-api.localhost, or at ` +
    '/restapis/{api-id}/{stage}/_user_request_/{path}; the control plane takes signed AWS requests.';
  return json(404, { message }, requestId);
}

function render(answer: ControlAnswer, requestId: string): WireResponse {
  const headers = answer.headers.flat();
  if (lastHeader(headers, 'x-amzn-requestid') === undefined) headers.unshift('x-amzn-RequestId', requestId);
  const { body = '' } = answer;
  return { status: answer.status, headers, body: typeof body === 'string' ? body : Buffer.from(body) };
}

function json(status: number, body: object, requestId?: string): WireResponse {
  const headers = ['Content-Type', 'application/json'];
  if (requestId !== undefined) headers.push('x-amzn-RequestId', requestId);
  return { status, headers, body: JSON.stringify(body) };
}
