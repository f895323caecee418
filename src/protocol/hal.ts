import {
  COLLECTIONS,
  type Collection,
  CURIES,
  type Links,
  NOUNS,
  type Noun,
  type Part,
  TIMESTAMPS,
  type Value,
} from './hal-nouns.ts';
import type { Answer, WireRequest } from './message.ts';

/**
 * API Gateway's first form of answers, application/hal+json, for who does not ask for JSON; every SDK does. As the examples of the
 * API reference show it (GetRestApis, GetStages, GetDeployments, GetResource, GetMethod …): a noun has `_links`, a collection its
 * items in `_embedded`, what is one of a kind stands alone instead of in a list, and timestamps are texts.
 */
export function renderHal(
  request: WireRequest,
  answer: Answer,
  shapeOf: (operation?: string) => string | undefined,
): Answer {
  if (answer.status >= 300 || typeof answer.body !== 'string' || asksForJson(request.headers('accept'))) return answer;
  const shape = shapeOf(answer.operation);
  const noun = NOUNS.get(shape ?? '');
  const collection = COLLECTIONS.get(shape ?? '');
  if (noun === undefined && collection === undefined) return answer;
  const value = JSON.parse(answer.body) as Value;
  const document =
    collection !== undefined
      ? renderCollection(collection, value, request)
      : renderNoun(noun as Noun, value, selfOf(noun as Noun, value, request));
  const curies = curiesOf(document);
  const links = document['_links'] as Value;
  return {
    ...answer,
    headers: answer.headers.map(([name, text]) => [name, name === 'Content-Type' ? 'application/hal+json' : text]),
    body: JSON.stringify({ ...document, _links: { curies: oneOrMany(curies), ...links } }),
  };
}

/** An `Accept` that takes anything takes JSON. */
// deviation: A control plane call with Accept: */* is answered JSON; what AWS answers is not recorded.
function asksForJson(accept: string | undefined): boolean {
  if (accept === 'application/json') return true;
  return accept !== undefined && /(?:^|[\s,])(?:application\/json|application\/\*|\*\/\*)(?:$|[\s;,])/i.test(accept);
}

/** What is made goes below the path that it is made at; a resource below the one of its parent. */
function selfOf({ id }: Noun, value: Value, { method, path }: WireRequest): string {
  if (method !== 'POST') return path;
  const collection = /^\/restapis\/[^/]+\/resources\/[^/]+$/.test(path) ? parentOf(path) : path;
  return `${collection}/${part(value[id])}`;
}

function renderNoun(noun: Noun, value: Value, self: string): Value {
  const members: [name: string, value: unknown][] = [];
  const links: Record<string, unknown> = {};
  const embedded: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    const inner = noun.parts?.find((known) => known.member === name);
    if (inner === undefined) {
      members.push([name, TIMESTAMPS.has(name) && typeof member === 'number' ? timestamp(member) : member]);
    } else {
      const rendered = partsOf(inner, member as Value, self);
      links[inner.relation] = oneOrMany(rendered.map((document) => (document['_links'] as Value)['self']));
      // What is not embedded is empty, and there is only the link to it.
      const whole = rendered.filter((_, i) => !isEmpty(inner.many ? Object.values(member as Value)[i] : member));
      if (whole.length > 0) embedded[inner.relation] = oneOrMany(whole);
    }
  }
  const own = noun.named ? { name: value[noun.id] ?? last(self), title: value[noun.id] ?? last(self) } : {};
  return {
    _links: { self: { href: self, ...own }, ...renderLinks(noun.links, value, self), ...links },
    ...Object.fromEntries(members),
    ...(Object.keys(embedded).length === 0 ? {} : { _embedded: embedded }),
  };
}

function partsOf(of: Part, member: Value, self: string): Value[] {
  const noun = NOUNS.get(of.shape) as Noun;
  if (!of.many) return [renderNoun(noun, member, self + of.at)];
  return Object.entries(member).map(([name, value]) =>
    renderNoun(noun, value as Value, `${self}${of.at}/${part(name)}`),
  );
}

function renderCollection({ shape, links }: Collection, value: Value, { path, query }: WireRequest): Value {
  const noun = NOUNS.get(shape) as Noun;
  const items = ((value['item'] ?? []) as readonly Value[]).map((item) =>
    renderNoun(noun, item, `${path}/${part(item[noun.id])}`),
  );
  const hrefs = items.map((item) => ({ href: ((item['_links'] as Value)['self'] as Value)['href'] }));
  const { item: _item, position, ...rest } = value;
  return {
    _links: {
      self: { href: query === '' ? path : `${path}?${query}` },
      ...(items.length === 0 ? {} : { item: oneOrMany(hrefs) }),
      ...(position === undefined ? {} : { next: { href: nextOf(path, query, String(position)) } }),
      ...renderLinks(links, value, path),
    },
    ...rest,
    ...(items.length === 0 ? {} : { _embedded: { item: oneOrMany(items) } }),
  };
}

/** `/restapis?position=…&limit=1` */
function nextOf(path: string, query: string, position: string): string {
  const others = query.split('&').filter((pair) => pair !== '' && !pair.startsWith('position='));
  return `${path}?${[`position=${encodeURIComponent(position)}`, ...others].join('&')}`;
}

function renderLinks(links: Links, value: Value, self: string): Value {
  return Object.fromEntries(
    Object.entries(links).map(([relation, at]) => {
      const href = typeof at === 'string' ? self + at : at(value, self);
      // The path of a request has no braces: they are percent-encoded there.
      return [relation, href.includes('{') ? { href, templated: true } : { href }];
    }),
  );
}

/** Every prefix of a relation in the document, and where it is described. */
function curiesOf(document: Value): Value[] {
  const prefixes = new Set<string>();
  const collect = (of: unknown): void => {
    if (Array.isArray(of)) of.forEach(collect);
    else if (typeof of === 'object' && of !== null) {
      for (const relation of Object.keys((of as Value)['_links'] ?? {})) {
        if (relation.includes(':')) prefixes.add(relation.slice(0, relation.indexOf(':')));
      }
      Object.values((of as Value)['_embedded'] ?? {}).forEach(collect);
    }
  };
  collect(document);
  return [...prefixes].sort().map((name) => ({
    href: `https://docs.aws.amazon.com/apigateway/latest/developerguide/restapi-${CURIES[name] ?? name}-{rel}.html`,
    name,
    templated: true,
  }));
}

function oneOrMany<T>(values: readonly T[]): T | readonly T[] {
  return values.length === 1 ? (values[0] as T) : values;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function timestamp(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** A segment of a path. */
function part(id: unknown): string {
  return encodeURIComponent(String(id));
}

function last(path: string): string {
  return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}
