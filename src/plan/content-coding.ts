import { promisify } from 'node:util';
import { deflate, gunzip, gzip, inflate } from 'node:zlib';
import {
  type Fault,
  isFault,
  type MethodResponse,
  type RequestBody,
  refusal,
  requestTooLarge,
  unsupportedMediaType,
} from '../exchange/exchange.ts';
import { hasHeader, lastHeader } from '../lib/headers.ts';
import type { CompiledMethod } from './compile.ts';
import { UnpackRoom } from './unpack-room.ts';

/** API Gateway's payload limit, which a small body must not unpack beyond. */
const MAX_BYTES = 10_485_760;

type Coding = 'gzip' | 'deflate';

const UNPACK = { gzip: promisify(gunzip), deflate: promisify(inflate) };
const PACK = { gzip: promisify(gzip), deflate: promisify(deflate) };

/** Of all APIs of this thread. */
const ROOM = new UnpackRoom();

/**
 * A method whose clients may send packed bodies, as every API's may, and get packed answers, where the API says from which
 * size on (developer guide, "Payload compression for REST APIs").
 *
 * @param minimumCompressionSize bytes; `null`: answers are never packed
 */
export function withContentCoding(
  run: CompiledMethod['run'],
  minimumCompressionSize: number | null,
  room = ROOM,
): CompiledMethod['run'] {
  const answered: CompiledMethod['run'] = minimumCompressionSize === null ? run : packing(run, minimumCompressionSize);
  return (rq, cx) => {
    const coding = lastHeader(rq.headers, 'content-encoding')?.trim().toLowerCase();
    if (coding === undefined || coding === 'identity' || rq.body.length === 0) return answered(rq, cx);
    return withUnpacked(rq.body, coding, room, (body) => answered({ ...rq, body }, cx));
  };
}

/** Unpacked when it is read, which is when the gates that need no body have admitted the request; its length is not known before. */
async function withUnpacked(
  packed: RequestBody,
  coding: string,
  room: UnpackRoom,
  answered: (body: RequestBody) => ReturnType<CompiledMethod['run']>,
): Promise<MethodResponse | Fault> {
  let held = 0;
  let whole: Promise<Buffer | Fault> | undefined;
  const read = async (): Promise<Buffer | Fault> => {
    const body = await unpack(packed, coding, room);
    if (!isFault(body)) held += body.length;
    return body;
  };
  const body: RequestBody = {
    length: undefined,
    bytes() {
      whole ??= read();
      return whole;
    },
    asSent: () => packed.asSent(),
    stream: () => packed.stream(),
  };
  try {
    return await answered(body);
  } finally {
    room.give(held);
  }
}

/** 415 for a coding that AWS does not know, and for a body that is not packed with it. */
// deviation: Requests whose unpacked bodies would take more than 256 MB together in a thread answer 429; AWS has no such bound.
async function unpack(packed: RequestBody, coding: string, room: UnpackRoom): Promise<Buffer | Fault> {
  if (!isCoding(coding)) return unsupportedMediaType;
  const body = await packed.bytes();
  if (isFault(body)) return body;
  try {
    return (await room.take(() => UNPACK[coding](body, { maxOutputLength: MAX_BYTES }))) ?? noRoom;
  } catch (error) {
    return (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? requestTooLarge : unsupportedMediaType;
  }
}

const noRoom = refusal('THROTTLED', { detail: 'Unpacked bodies take all the memory that there is for them' });

function isCoding(text: string): text is Coding {
  return text === 'gzip' || text === 'deflate';
}

/** Answers of integrations only: what the gateway says itself is short. */
function packing(run: CompiledMethod['run'], minimum: number): CompiledMethod['run'] {
  return async (rq, cx) => {
    const answer = await run(rq, cx);
    // "Content encoding … isn't supported with response streaming" (developer guide, "Stream the integration response").
    if (isFault(answer) || answer.stream !== undefined || hasHeader(answer.headers, 'content-encoding')) return answer;
    const coding = wantedCoding(lastHeader(rq.headers, 'accept-encoding'));
    const length = Buffer.byteLength(answer.body);
    // What is sent without a body must not name a coding of it.
    const isEmpty = length === 0 || answer.status === 204 || answer.status === 304;
    if (coding === undefined || isEmpty || length < minimum) return answer;
    const body = await PACK[coding](answer.body);
    return { ...answer, headers: [...answer.headers, 'Content-Encoding', coding], body } satisfies MethodResponse;
  };
}

/**
 * The coding that the client likes best, when it is one that AWS packs with: `*`, identity, and codings that AWS does not
 * know leave the answer as it is. Of equals the first counts.
 */
export function wantedCoding(acceptEncoding: string | undefined): Coding | undefined {
  let best: { readonly coding: string; readonly weight: number } | undefined;
  for (const item of (acceptEncoding ?? '').split(',', MAX_CODINGS)) {
    const [coding = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = q === undefined ? 1 : Number(q.slice(2));
    if (coding !== '' && weight > 0 && weight > (best?.weight ?? 0)) best = { coding, weight };
  }
  return best !== undefined && isCoding(best.coding) ? best.coding : undefined;
}

const MAX_CODINGS = 16;
