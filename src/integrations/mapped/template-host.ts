import { type Context, contextNames, contextVariable } from '../../exchange/exchange.ts';
import { compileJsonPath, JsonPathBudgetError, JsonPathError, type ReadPath } from '../../json-path/json-path.ts';
import { writeJson } from '../../lib/json-print.ts';
import { remember } from '../../lib/names.ts';
import { parseQuery } from '../../lib/query.ts';
import { type Charge, HostObject, JavaList, JavaMap, mapOf, print, TemplateFault, type Value } from '../../vtl/vtl.ts';
import { NEVER_MAPPED } from '../header-tables.ts';
import type { TemplateView } from './body-template.ts';
import { toTemplateValue } from './json-to-value.ts';
import type { Overrides } from './overrides.ts';
import type { JsonBody } from './payload.ts';
import { util } from './template-util.ts';

/** What a template sees: `$input`, `$context`, `$stageVariables`, `$util` (developer guide, "Mapping template variables"). */
export function hostOf(view: TemplateView): ReadonlyMap<string, Value> {
  return new Map<string, Value>([
    ['input', new Input(view)],
    ['context', new ContextHost(view.cx, view.overrides)],
    ['stageVariables', mapOf(Object.entries(view.cx.stage.variables ?? {}))],
    ['util', util],
  ]);
}

/** Paths that were compiled; a path that cannot be read is remembered as its error. */
const pathOf = remember((text): ReadPath | JsonPathError => {
  try {
    return compileJsonPath(text);
  } catch (error) {
    if (error instanceof JsonPathError) return error;
    throw error;
  }
});

class Input extends HostObject {
  readonly #body: JsonBody;
  readonly #view: TemplateView;
  #params: JavaMap | undefined;
  /** What the last path found: templates ask for `$` again and again, in loops too. */
  #last: { readonly path: string; readonly value: Value } | undefined;

  constructor(view: TemplateView) {
    super();
    this.#view = view;
    this.#body = view.body;
  }

  print(): string {
    return '$input';
  }

  /** An empty body is `{}` (recorded on AWS, aws-behaviour.md §1.11). */
  override property(name: string): Value | undefined {
    if (name === 'body') return this.#body.text === '' ? '{}' : this.#body.text;
    return undefined;
  }

  override call(name: string, args: readonly Value[], charge: Charge): Value | undefined {
    const [argument] = args;
    if (name === 'params') return args.length === 0 ? this.#all() : this.#one(text(argument));
    if (args.length !== 1) return undefined;
    if (name === 'path') return this.#path(text(argument), charge);
    return name === 'json' ? this.#json(text(argument)) : undefined;
  }

  #find<R>(path: string, use: (found: ReturnType<ReadPath>) => R): R {
    const read = pathOf(path);
    if (read instanceof JsonPathError) throw new TemplateFault(read.message);
    try {
      return use(read(this.#body.json(), this.#body.budget));
    } catch (error) {
      if (error instanceof JsonPathBudgetError) throw new TemplateFault(error.message);
      throw error;
    }
  }

  #path(path: string, charge: Charge): Value {
    if (this.#body.text === '') return null;
    if (this.#last?.path !== path)
      this.#last = { path, value: this.#find(path, (found) => toTemplateValue(found ?? null, charge)) };
    return this.#last.value;
  }

  // deviation: $input.json of a path that leads nowhere is the empty string in quotes, as AWS's users describe it; it is not recorded.
  #json(path: string): Value {
    return this.#find(path, (found) => (found === undefined ? '""' : writeJson(found, this.#body.budget.made)));
  }

  /** `path`, `querystring` and `header`: of several values the last; headers that never reach a mapping are not there. */
  #all(): JavaMap {
    const { rq } = this.#view;
    this.#params ??= mapOf([
      ['path', mapOf(Object.entries(rq.pathParameters ?? {}))],
      ['querystring', mapOf(parseQuery(rq.query))],
      ['header', mapOf(pairsOf(rq.headers).filter(([name]) => !NEVER_MAPPED.has(name.toLowerCase())))],
    ]);
    return this.#params;
  }

  #one(name: string): Value {
    for (const place of ['path', 'querystring', 'header']) {
      const values = this.#all().named(place);
      if (values instanceof JavaMap && values.named(name) !== null) return values.named(name);
    }
    return '';
  }
}

/** `$context`: reads the request's variables, and takes the overrides. */
class ContextHost extends HostObject {
  readonly #cx: Context;
  readonly #overrides: Overrides;
  /** What this template has overridden. */
  readonly #set = new Set<string>();
  #map: JavaMap | undefined;

  constructor(cx: Context, overrides: Overrides) {
    super();
    this.#cx = cx;
    this.#overrides = overrides;
  }

  print(charge: Charge): string {
    return print(this.#all(), charge);
  }

  override property(name: string): Value | undefined {
    if (name === 'requestOverride') return new RequestOverride(this.#overrides.request, this.#once);
    if (name === 'responseOverride') return new ResponseOverride(this.#overrides.response, this.#once);
    const read = contextVariable(name);
    return read === undefined ? this.#all().named(name) : read(this.#cx);
  }

  override call(name: string, args: readonly Value[]): Value | undefined {
    return name === 'get' && args.length === 1 ? (this.property(text(args[0])) ?? null) : undefined;
  }

  /** "If you try to override the same parameter multiple times, API Gateway returns a 5XX response" (developer guide). */
  // deviation: Only a template that overrides a parameter twice answers 500; where the request's template and the response's override the same one, the latter counts. AWS's answer to that is not recorded.
  readonly #once: Once = (parameter) => {
    if (this.#set.has(parameter)) throw new TemplateFault(`The template overrides ${parameter} more than once`);
    if (this.#set.size >= MAX_OVERRIDES) throw new TemplateFault(`A template may override ${MAX_OVERRIDES} parameters`);
    this.#set.add(parameter);
  };

  /** As maps in maps: `identity.sourceIp` is a member of `identity`. */
  #all(): JavaMap {
    if (this.#map !== undefined) return this.#map;
    const all = new JavaMap();
    for (const name of contextNames()) {
      const value = contextVariable(name)?.(this.#cx) ?? null;
      const [group = '', member] = name.split('.');
      if (member === undefined) {
        all.set(group, value);
        continue;
      }
      const known = all.named(group);
      const inner = known instanceof JavaMap ? known : new JavaMap();
      inner.set(member, value);
      all.set(group, inner);
    }
    all.set('authorizer', authorizerMap(this.#cx));
    this.#map = all;
    return all;
  }
}

/** `$context.authorizer`: empty where there is none. What stands behind `claims.` are the members of its `claims`. */
function authorizerMap({ authorizer }: Context): JavaMap {
  const members = new JavaMap();
  const claims = new Map<string, string>();
  for (const [name, value] of authorizer?.values ?? []) {
    if (name.startsWith(OF_CLAIMS)) claims.set(name.slice(OF_CLAIMS.length), value);
    else members.set(name, value);
  }
  if (claims.size > 0) members.set('claims', new Claims(claims));
  return members;
}

const OF_CLAIMS = 'claims.';

/** Claims one by one: all of them at once are nothing ("Calling $context.authorizer.claims returns null", developer guide). */
class Claims extends HostObject {
  readonly #claims: ReadonlyMap<string, string>;

  constructor(claims: ReadonlyMap<string, string>) {
    super();
    this.#claims = claims;
  }

  print(): string {
    return '';
  }

  override property(name: string): Value | undefined {
    return this.#claims.get(name);
  }

  override call(name: string, args: readonly Value[]): Value | undefined {
    return name === 'get' && args.length === 1 ? (this.#claims.get(text(args[0])) ?? null) : undefined;
  }
}

/** Notes that a parameter is overridden. @throws TemplateFault when it was before */
type Once = (parameter: string) => void;

/** More than a message may have headers. */
const MAX_OVERRIDES = 1000;

class RequestOverride extends HostObject {
  readonly #places: Overrides['request'];
  readonly #once: Once;

  constructor(places: Overrides['request'], once: Once) {
    super();
    this.#places = places;
    this.#once = once;
  }

  print(): string {
    return '{}';
  }

  override property(name: string): Value | undefined {
    if (name !== 'header' && name !== 'path' && name !== 'querystring') return undefined;
    return new OverriddenNames(this.#places[name], `requestOverride.${name}`, this.#once);
  }

  override setProperty(name: string, value: Value): boolean {
    if (name !== 'path' || typeof value !== 'string') return false;
    this.#once('requestOverride.path');
    this.#places.wholePath = value;
    return true;
  }
}

class ResponseOverride extends HostObject {
  readonly #response: Overrides['response'];
  readonly #once: Once;

  constructor(response: Overrides['response'], once: Once) {
    super();
    this.#response = response;
    this.#once = once;
  }

  print(): string {
    return '{}';
  }

  override property(name: string): Value | undefined {
    if (name === 'header') return new OverriddenNames(this.#response.header, 'responseOverride.header', this.#once);
    if (name === 'status') return (this.#response.status as Value | undefined) ?? null;
    return this.#response.own.get(name) as Value | undefined;
  }

  override setProperty(name: string, value: Value): boolean {
    if (name === 'header') return false;
    this.#once(`responseOverride.${name}`);
    if (name === 'status') this.#response.status = value;
    else this.#response.own.set(name, value);
    return true;
  }
}

/** The overridden of one place. */
class OverriddenNames extends HostObject {
  readonly #values: Map<string, string>;
  readonly #place: string;
  readonly #once: Once;

  constructor(values: Map<string, string>, place: string, once: Once) {
    super();
    this.#values = values;
    this.#place = place;
    this.#once = once;
  }

  print(): string {
    return text(mapOf(this.#values));
  }

  override property(name: string): Value | undefined {
    return this.#values.get(name);
  }

  override setProperty(name: string, value: Value): boolean {
    this.#once(`${this.#place}.${name}`);
    this.#values.set(name, overriding(value));
    return true;
  }

  override call(name: string, args: readonly Value[]): Value | undefined {
    if (name === 'get' && args.length === 1) return this.#values.get(text(args[0])) ?? null;
    if (name !== 'put' || args.length !== 2) return undefined;
    this.setProperty(text(args[0]), args[1] ?? null);
    return null;
  }
}

/** The values of a list stand behind commas (developer guide, "Override your API's request and response parameters", example 2). */
function overriding(value: Value): string {
  return value instanceof JavaList ? value.items.map(text).join(',') : text(value);
}

/** UTF-16 units: more than any name, path or header has. */
const MAX_TEXT = 1_000_000;

/** What a value prints; no value prints nothing. Lists that hold a list twice, and so on, print without end. */
function text(value: Value | undefined): string {
  if (value === undefined || value === null) return '';
  let left = MAX_TEXT;
  return print(value, (units) => {
    left -= units;
    if (left < 0) throw new TemplateFault(`A value prints more than ${MAX_TEXT} characters`);
  });
}

function pairsOf(headers: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i < headers.length; i += 2) pairs.push([headers[i] as string, headers[i + 1] as string]);
  return pairs;
}
