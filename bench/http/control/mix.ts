import { type BuiltApi, HTTP_INTEGRATION, INTEGRATION_RESPONSE, METHOD, METHOD_RESPONSE } from './api.ts';

/** One call: what it is called in the report, and what is sent. */
export interface MixedCall {
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  /** What the lane remembers of the answer, for calls that follow. */
  readonly remember?: (answer: { readonly id?: string; readonly position?: string }) => void;
}

/**
 * Who makes the calls of one connection. Reads go anywhere in the API; writes go to the lane's own resources, as those of one
 * apply of a tool do, so that whatever is refused is a failure. What comes next is drawn with a seed: runs are alike.
 */
export class Lane {
  readonly #api: BuiltApi;
  readonly #twin: string;
  readonly #own: readonly string[];
  readonly #number: number;
  readonly #random: () => number;
  /** Calls that follow from those before. */
  readonly #due: MixedCall[] = [];
  #made = 0;

  /** @param twin path of an API like it, that nobody changes: one with half-made methods cannot be deployed */
  constructor(api: BuiltApi, twin: string, number: number, lanes: number) {
    this.#api = api;
    this.#twin = twin;
    this.#number = number;
    this.#own = api.resources.filter((_, i) => i % lanes === number);
    this.#random = seeded(number + 1);
  }

  /** Whether there are calls that follow from those before. */
  get owes(): boolean {
    return this.#due.length > 0;
  }

  next(): MixedCall {
    return this.#due.shift() ?? this.#drawn();
  }

  #drawn(): MixedCall {
    const { at, resources } = this.#api;
    const any = `${at}/resources/${this.#pick(resources)}`;
    const own = `${at}/resources/${this.#pick(this.#own)}`;
    const name = this.#pick(DRAWN);
    switch (name) {
      case 'GetRestApi':
        return get(name, at);
      case 'GetResource':
        return get(name, `${any}?embed=methods`);
      case 'GetMethod':
        return get(name, `${any}/methods/GET`);
      case 'GetMethodResponse':
        return get(name, `${any}/methods/GET/responses/200`);
      case 'GetIntegration':
        return get(name, `${any}/methods/GET/integration`);
      case 'GetIntegrationResponse':
        return get(name, `${any}/methods/GET/integration/responses/200`);
      case 'GetStage':
        return get(name, `${at}/stages/dev`);
      case 'GetDeployments':
        return get(name, `${at}/deployments`);
      case 'GetResources, 2 pages of 25':
        return {
          ...get(name, `${at}/resources?limit=25`),
          remember: ({ position }) =>
            this.#due.push(get(name, `${at}/resources?limit=25&position=${encodeURIComponent(position ?? '')}`)),
        };
      case 'GetResources, 25 with methods':
        return get(name, `${at}/resources?embed=methods&limit=25`);
      case 'GetResources, all with methods':
        return get(name, `${at}/resources?embed=methods&limit=500`);
      case 'UpdateMethod':
        return patch(name, `${own}/methods/GET`, '/operationName', `op${++this.#made}`);
      case 'UpdateIntegration':
        return patch(name, `${own}/methods/GET/integration`, '/uri', `http://127.0.0.1:1/${++this.#made}/{id}`);
      case 'UpdateStage':
        return patch(name, `${at}/stages/dev`, `/variables/lane${this.#number}`, String(++this.#made));
      case 'CreateDeployment':
        return { operation: name, method: 'POST', path: `${this.#twin}/deployments`, body: { stageName: 'dev' } };
      case 'a resource made and deleted':
        return this.#resource();
    }
  }

  /** CreateResource, the four puts of its method, the reads that Terraform makes after them, DeleteResource. */
  #resource(): MixedCall {
    const { at, root } = this.#api;
    const pathPart = `lane${this.#number}-${++this.#made}`;
    return {
      operation: 'CreateResource',
      method: 'POST',
      path: `${at}/resources/${root}`,
      body: { pathPart },
      remember: ({ id }) => {
        const resource = `${at}/resources/${id}`;
        const method = `${resource}/methods/POST`;
        const responses = '/responses/200';
        this.#due.push(
          get('GetResource', resource),
          { operation: 'PutMethod', method: 'PUT', path: method, body: METHOD },
          get('GetMethod', method),
          { operation: 'PutMethodResponse', method: 'PUT', path: `${method}${responses}`, body: METHOD_RESPONSE },
          { operation: 'PutIntegration', method: 'PUT', path: `${method}/integration`, body: HTTP_INTEGRATION },
          get('GetIntegration', `${method}/integration`),
          {
            operation: 'PutIntegrationResponse',
            method: 'PUT',
            path: `${method}/integration${responses}`,
            body: INTEGRATION_RESPONSE,
          },
          { operation: 'DeleteResource', method: 'DELETE', path: resource },
        );
      },
    };
  }

  #pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.#random() * from.length)];
    if (picked === undefined) throw new Error('There are fewer resources than connections');
    return picked;
  }
}

/**
 * How often each is drawn. A plan of Terraform's reads every noun by its own call; an apply writes and reads back; lists are rarer.
 * The last one brings nine calls.
 */
const MIX = [
  ['GetRestApi', 6],
  ['GetResource', 14],
  ['GetMethod', 14],
  ['GetMethodResponse', 10],
  ['GetIntegration', 14],
  ['GetIntegrationResponse', 10],
  ['GetStage', 2],
  ['GetDeployments', 1],
  ['GetResources, 2 pages of 25', 3],
  ['GetResources, 25 with methods', 1.5],
  ['GetResources, all with methods', 0.2],
  ['UpdateMethod', 5],
  ['UpdateIntegration', 5],
  ['UpdateStage', 1],
  ['CreateDeployment', 0.2],
  ['a resource made and deleted', 4],
] as const;

/** Each name as often as its weight says, in tenths. */
const DRAWN = MIX.flatMap(([name, weight]) => Array.from({ length: weight * 10 }, () => name));

function get(operation: string, path: string): MixedCall {
  return { operation, method: 'GET', path };
}

function patch(operation: string, path: string, member: string, value: string): MixedCall {
  return { operation, method: 'PATCH', path, body: { patchOperations: [{ op: 'replace', path: member, value }] } };
}

/** Numbers from 0 to 1, the same for the same seed (a multiplicative congruential generator). */
function seeded(seed: number): () => number {
  let state = (seed * 48_271) % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
