/** A policy that cannot be read, or says something that cannot be decided here. It must not be honoured in part. */
export class PolicySyntaxError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PolicySyntaxError';
  }
}

/** Of what a stranger wrote, as much as an error shows. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : Array.isArray(value) ? 'a list' : typeof value;
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
