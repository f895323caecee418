import type { Context, MethodRequest } from '../exchange/exchange.ts';

/**
 * The request without the Authorization header, where that is a SigV4 signature or the method has AWS_IAM: it does not go beyond the gateway
 * (developer guide, "Important notes for REST APIs"). The other headers of a signature do.
 */
export function withoutSignature(rq: MethodRequest, { iam }: Context): MethodRequest {
  const { headers } = rq;
  const isDropped = (i: number): boolean => {
    const name = headers[i] as string;
    if (name.length !== AUTHORIZATION.length || name.toLowerCase() !== AUTHORIZATION) return false;
    return iam !== undefined || (headers[i + 1] as string).startsWith('AWS4-');
  };
  for (let i = 0; i < headers.length; i += 2) {
    if (isDropped(i)) return { ...rq, headers: headers.filter((_, at) => !isDropped(at - (at % 2))) };
  }
  return rq;
}

const AUTHORIZATION = 'authorization';
