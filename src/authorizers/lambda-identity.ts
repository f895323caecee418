import type { ResolvedIdentitySource, ResolvedLambdaAuthorizer } from '../definition/definition.ts';
import { type Context, contextVariable, type MethodRequest } from '../exchange/exchange.ts';
import { onlyHeader } from '../lib/headers.ts';
import { compileJavaPattern } from '../lib/java-pattern.ts';
import { parseQuery } from '../lib/query.ts';

/** The parts of a request that tell who sent it, in the authorizer's order; `undefined`: one is missing or empty, or does not fit. */
export type ReadIdentity = (rq: Pick<MethodRequest, 'headers' | 'query'>, cx: Context) => readonly string[] | undefined;

type Read = (
  rq: Pick<MethodRequest, 'headers' | 'query'>,
  cx: Context,
  query: ReadonlyMap<string, string>,
) => string | undefined;

/** @param name as it stands in the identity source */
type CompileSource = (name: string) => Read;

/** Of a parameter of the query that comes more than once, the last: it is what events show in their maps of single values. */
// deviation: A header that tells who calls and comes twice tells nothing (401): an endpoint could read the other one; what AWS does is not recorded.
const SOURCES: { readonly [place in ResolvedIdentitySource['in']]: CompileSource } = {
  header(name) {
    const lowerName = name.toLowerCase();
    return ({ headers }) => onlyHeader(headers, lowerName);
  },
  querystring: (name) => (_rq, _cx, query) => query.get(name),
  stageVariables: (name) => (_rq, cx) => {
    const { variables } = cx.stage;
    return variables !== null && Object.hasOwn(variables, name) ? variables[name] : undefined;
  },
  context(name) {
    const variable = contextVariable(name);
    return (_rq, cx) => variable?.(cx)?.toString();
  },
};

const NO_QUERY: ReadonlyMap<string, string> = new Map();

/**
 * In linear time, whatever the validation expression: it is the user's. Java's dialect, matched whole.
 *
 * deviation: A REQUEST authorizer that keeps no results asks for the identity sources that it names all the same; AWS's pages differ about that.
 */
export function compileIdentity(
  authorizer: Pick<ResolvedLambdaAuthorizer, 'identitySources' | 'identityValidationExpression'>,
): ReadIdentity {
  const { identitySources, identityValidationExpression: expression } = authorizer;
  const reads = identitySources.map((source) => SOURCES[source.in](source.name));
  const readsQuery = identitySources.some((source) => source.in === 'querystring');
  const fits = expression === null ? undefined : compileJavaPattern(expression);

  return (rq, cx) => {
    const query = readsQuery ? new Map(parseQuery(rq.query)) : NO_QUERY;
    const identity: string[] = [];
    for (const read of reads) {
      const value = read(rq, cx, query);
      if (value === undefined || value === '') return undefined;
      if (expression !== null && fits?.(value) !== true) return undefined;
      identity.push(value);
    }
    return identity;
  };
}

const SHOWN = 6;

/** As execution logs show identities and principals: all but the last six characters are stars (published logs of AWS of 2017). */
export function starred(secret: string): string {
  return '*'.repeat(Math.max(0, secret.length - SHOWN)) + secret.slice(-SHOWN);
}
