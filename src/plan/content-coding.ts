import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { deflate, gunzip, gzip, inflate } from 'node:zlib';
import {
  type Fault,
  isFault,
  type MethodRequest,
  type MethodResponse,
  type RequestBody,
  requestTooLarge,
  unsupportedMediaType,
} from '../exchange/exchange.ts';
import { hasHeader, lastHeader } from '../lib/headers.ts';
import type { CompiledMethod } from './compile.ts';

/** API Gateway's payload limit, which a small body must not unpack beyond. */
const MAX_BYTES = 10_485_760;

type Coding = 'gzip' | 'deflate';

const UNPACK = { gzip: promisify(gunzip), deflate: promisify(inflate) };
const PACK = { gzip: promisify(gzip), deflate: promisify(deflate) };

/**
 * A method whose clients may send packed bodies, as every API's may, and get packed answers, where the API says from which
 * size on (developer guide, "Payload compression for REST APIs").
 *
 * @param minimumCompressionSize bytes; `null`: answers are never packed
 */
export function withContentCoding(
  run: CompiledMethod['run'],
  minimumCompressionSize: number | null,
): CompiledMethod['run'] {
  const answered: CompiledMethod['run'] = minimumCompressionSize === null ? run : packing(run, minimumCompressionSize);
  return (rq, cx) => {
    const coding = lastHeader(rq.headers, 'content-encoding');
    if (coding === undefined || rq.body.length === 0) return answered(rq, cx);
    return unpacked(rq, coding).then((unpackedRq) => (isFault(unpackedRq) ? unpackedRq : answered(unpackedRq, cx)));
  };
}

/** 415 for a coding that AWS does not know, and for a body that is not packed with it. */
async function unpacked(rq: MethodRequest, header: string): Promise<MethodRequest | Fault> {
  const coding = header.trim().toLowerCase();
  if (coding === 'identity') return rq;
  if (!isCoding(coding)) return unsupportedMediaType;
  const body = await rq.body.bytes();
  if (isFault(body)) return body;
  try {
    return { ...rq, body: bodyOf(await UNPACK[coding](body, { maxOutputLength: MAX_BYTES })) };
  } catch (error) {
    return (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? requestTooLarge : unsupportedMediaType;
  }
}

function isCoding(text: string): text is Coding {
  return text === 'gzip' || text === 'deflate';
}

function bodyOf(bytes: Buffer): RequestBody {
  return { length: bytes.length, bytes: async () => bytes, stream: () => Readable.from([bytes]) };
}

/** Answers of integrations only: what the gateway says itself is short. */
function packing(run: CompiledMethod['run'], minimum: number): CompiledMethod['run'] {
  return async (rq, cx) => {
    const answer = await run(rq, cx);
    if (isFault(answer) || hasHeader(answer.headers, 'content-encoding')) return answer;
    const coding = wantedCoding(lastHeader(rq.headers, 'accept-encoding'));
    if (coding === undefined || Buffer.byteLength(answer.body) < minimum) return answer;
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
