/** The text of the first element of this name, whatever its prefix; `undefined` when there is none that holds text alone. */
export function textOf(xml: string, name: string): string | undefined;
