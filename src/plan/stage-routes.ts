import type { ResolvedMethod, ResolvedResource } from '../definition/definition.ts';
import { compileRoutes, type Route, type RouteTree } from './routes.ts';

/** Where a method stands: `index` among all of its stage. */
interface Place {
  readonly index: number;
  readonly resource: ResolvedResource;
  readonly method: ResolvedMethod;
}

/** By lists of resources: a stage that changes has mostly the resources that it had, and so has its canary. */
const trees = new WeakMap<readonly ResolvedResource[], RouteTree<Place>>();

/** Methods that could be compiled: they can be for another plan too, whatever its stage has for them. */
const compilable = new WeakSet<ResolvedMethod>();

/**
 * The methods of a stage by their routes. Each is compiled at once, so that what cannot be is found at deployment; but at its first
 * request when it was compiled for another plan.
 */
export class StageRoutes<T> implements RouteTree<T> {
  readonly #tree: RouteTree<Place>;
  readonly #compile: (resource: ResolvedResource, method: ResolvedMethod) => T;
  readonly #compiled: (T | undefined)[] = [];

  constructor(
    resources: readonly ResolvedResource[],
    compile: (resource: ResolvedResource, method: ResolvedMethod) => T,
  ) {
    this.#compile = compile;
    const known = trees.get(resources);
    if (known !== undefined) {
      this.#tree = known;
      return;
    }
    const places = resources
      .flatMap((resource) => resource.methods.map((method) => ({ resource, method })))
      .map((place, index) => ({ ...place, index }));
    for (const place of places) if (!compilable.has(place.method)) this.#at(place);
    this.#tree = compileRoutes(
      places.map((place) => ({ path: place.resource.path, httpMethod: place.method.httpMethod, value: place })),
    );
    trees.set(resources, this.#tree);
  }

  find(path: string, httpMethod: string): Route<T> | undefined {
    const found = this.#tree.find(path, httpMethod);
    return found && { value: this.#at(found.value), pathParameters: found.pathParameters };
  }

  #at({ index, resource, method }: Place): T {
    const known = this.#compiled[index];
    if (known !== undefined) return known;
    const compiled = this.#compile(resource, method);
    compilable.add(method);
    this.#compiled[index] = compiled;
    return compiled;
  }
}
