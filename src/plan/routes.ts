/**
 * Routing of REST APIs: on the pair (resource, method). A resource whose path matches but which has neither the verb nor
 * ANY does not end the search: the next most specific resource that has it takes the request, at last a `{proxy+}`
 * (measured on AWS, aws-behaviour.md §1.7, G1). Per segment a literal goes before `{name}`, and that before `{name+}`.
 */
// deviation: Where a literal path does not serve the verb, a sibling {param} is tried before the enclosing {proxy+}; measured on AWS is only the fall-through to {proxy+}.
export interface RouteTree<T> {
  /**
   * @param path percent-encoded, starting with `/`; a trailing slash and repeated slashes do not matter for matching
   * @returns what was added for the best pair, and its path parameters as they stand in the path
   */
  find(path: string, httpMethod: string): Route<T> | undefined;
}

export interface Route<T> {
  readonly value: T;
  readonly pathParameters: { readonly [name: string]: string } | null;
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  variable: Node<T> | undefined;
  /** The `{proxy+}` child. */
  greedy: Node<T> | undefined;
  /** By verb, and `ANY`. */
  methods: Map<string, T> | undefined;
  /** Names of the path parameters from the root down to here. */
  names: readonly string[];
}

export function compileRoutes<T>(
  routes: Iterable<{ readonly path: string; readonly httpMethod: string; readonly value: T }>,
): RouteTree<T> {
  const root = newNode<T>([]);
  // Whatever else matches a path, a resource of just that path goes before it.
  const literals = new Map<string, Map<string, Route<T>>>();
  for (const { path, httpMethod, value } of routes) {
    let node = root;
    for (const segment of segmentsOf(path)) node = childFor(node, segment);
    node.methods ??= new Map();
    node.methods.set(httpMethod, value);
    if (path.includes('{')) continue;
    const byMethod = literals.get(path) ?? new Map<string, Route<T>>();
    literals.set(path, byMethod.set(httpMethod, { value, pathParameters: null }));
  }
  return {
    find(path, httpMethod) {
      const byMethod = literals.get(path);
      const exact = byMethod?.get(httpMethod) ?? byMethod?.get('ANY');
      if (exact !== undefined) return exact;
      const segments = segmentsOf(path);
      const values: string[] = [];
      const found = search(root, segments, 0, httpMethod, values, path);
      if (found === undefined) return undefined;
      return { value: found.value, pathParameters: parametersOf(found.node.names, values) };
    },
  };
}

function newNode<T>(names: readonly string[]): Node<T> {
  return { literals: new Map(), variable: undefined, greedy: undefined, methods: undefined, names };
}

function childFor<T>(node: Node<T>, segment: string): Node<T> {
  if (segment.startsWith('{') && segment.endsWith('+}')) {
    node.greedy ??= newNode([...node.names, segment.slice(1, -2)]);
    return node.greedy;
  }
  if (segment.startsWith('{') && segment.endsWith('}')) {
    node.variable ??= newNode([...node.names, segment.slice(1, -1)]);
    return node.variable;
  }
  const child = node.literals.get(segment) ?? newNode<T>(node.names);
  node.literals.set(segment, child);
  return child;
}

/** Depth first, most specific first. A node stands at one depth, so each is visited at most once a request. */
function search<T>(
  node: Node<T>,
  segments: readonly string[],
  depth: number,
  httpMethod: string,
  values: string[],
  path: string,
): { node: Node<T>; value: T } | undefined {
  if (depth === segments.length) {
    const value = node.methods?.get(httpMethod) ?? node.methods?.get('ANY');
    return value === undefined ? undefined : { node, value };
  }
  const segment = segments[depth] as string;
  const literal = node.literals.get(segment);
  if (literal !== undefined) {
    const found = search(literal, segments, depth + 1, httpMethod, values, path);
    if (found !== undefined) return found;
  }
  if (node.variable !== undefined) {
    values.push(segment);
    const found = search(node.variable, segments, depth + 1, httpMethod, values, path);
    if (found !== undefined) return found;
    values.pop();
  }
  const value = node.greedy?.methods?.get(httpMethod) ?? node.greedy?.methods?.get('ANY');
  if (node.greedy === undefined || value === undefined) return undefined;
  values.push(greedyValue(path, depth));
  return { node: node.greedy, value };
}

/**
 * What `{proxy+}` captures: the rest of the path as it stands, its inner repeated slashes kept, without the trailing one
 * (recorded on AWS, aws-behaviour.md §1.7).
 */
function greedyValue(path: string, depth: number): string {
  let start = 0;
  for (let skipped = 0; ; skipped++) {
    while (path[start] === '/') start++;
    if (skipped === depth) break;
    start = path.indexOf('/', start);
  }
  let end = path.length;
  while (end > start && path[end - 1] === '/') end--;
  return path.slice(start, end);
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function parametersOf(names: readonly string[], values: readonly string[]): { [name: string]: string } | null {
  if (names.length === 0) return null;
  return Object.fromEntries(names.map((name, i) => [name, values[i] as string]));
}
