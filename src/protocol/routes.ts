import { parseQuery, splitPath } from './uri.ts';

/** One operation's URI template. */
export interface RouteTemplate {
  readonly method: string;
  /** Labels in braces, a greedy one with a plus, query literals after a question mark. */
  readonly uri: string;
  readonly operation: string;
}

export interface RouteMatch {
  readonly operation: string;
  /** Decoded values of the labels. */
  readonly labels: Readonly<Record<string, string>>;
}

interface Leaf {
  readonly operation: string;
  readonly labels: readonly string[];
  readonly literals: readonly (readonly [name: string, value: string])[];
}

interface Node {
  readonly children: Map<string, Node>;
  label?: Node;
  greedy?: Leaf[];
  readonly leaves: Leaf[];
}

/**
 * Compiles URI templates into one tree per method. The most specific template wins: a literal segment before a label, a
 * label before a greedy one, more query literals before fewer.
 */
export function compileRoutes(templates: readonly RouteTemplate[]) {
  const methods = new Map<string, Node>();
  const roots = new Set<string>();
  for (const template of templates) {
    const root = methods.get(template.method) ?? newNode();
    methods.set(template.method, root);
    roots.add(insert(root, template));
  }
  return {
    /** The first segments of all paths. */
    roots: roots as ReadonlySet<string>,
    match(method: string, path: string, query: string): RouteMatch | undefined {
      const root = methods.get(method);
      return root === undefined || !path.startsWith('/') ? undefined : find(root, splitPath(path), 0, [], query);
    },
  };
}

function newNode(): Node {
  return { children: new Map(), leaves: [] };
}

function insert(root: Node, { uri, operation }: RouteTemplate): string {
  const [path = '', query = ''] = uri.split('?');
  const literals = [...parseQuery(query)].map(([name, [value = '']]) => [name, value] as const);
  const labels: string[] = [];
  const segments = splitPath(path);
  let node = root;
  for (const segment of segments) {
    const [, name, plus] = /^\{(\w+)(\+?)\}$/.exec(segment) ?? [];
    if (name !== undefined) labels.push(name);
    if (plus === '+') {
      node.greedy ??= [];
      addLeaf(node.greedy, { operation, labels, literals });
      return segments[0] ?? '';
    }
    if (name !== undefined) {
      node.label ??= newNode();
      node = node.label;
    } else {
      const child = node.children.get(segment) ?? newNode();
      node.children.set(segment, child);
      node = child;
    }
  }
  addLeaf(node.leaves, { operation, labels, literals });
  return segments[0] ?? '';
}

function addLeaf(leaves: Leaf[], leaf: Leaf): void {
  leaves.push(leaf);
  leaves.sort((a, b) => b.literals.length - a.literals.length);
}

function find(
  node: Node,
  segments: readonly string[],
  at: number,
  values: string[],
  query: string,
): RouteMatch | undefined {
  const segment = segments[at];
  if (segment === undefined) return pick(node.leaves, values, query);
  const child = node.children.get(segment);
  const literal = child === undefined ? undefined : find(child, segments, at + 1, values, query);
  if (literal !== undefined) return literal;
  if (segment !== '' && node.label !== undefined) {
    values.push(segment);
    const labelled = find(node.label, segments, at + 1, values, query);
    if (labelled !== undefined) return labelled;
    values.pop();
  }
  return node.greedy === undefined ? undefined : pick(node.greedy, [...values, segments.slice(at).join('/')], query);
}

function pick(leaves: readonly Leaf[], values: readonly string[], query: string): RouteMatch | undefined {
  const parameters = leaves[0] !== undefined && leaves[0].literals.length > 0 ? parseQuery(query) : undefined;
  const leaf = leaves.find(({ literals }) => literals.every(([name, value]) => parameters?.get(name)?.includes(value)));
  if (leaf === undefined) return undefined;
  const labels: Record<string, string> = {};
  for (const [i, name] of leaf.labels.entries()) labels[name] = values[i] ?? '';
  return { operation: leaf.operation, labels };
}
