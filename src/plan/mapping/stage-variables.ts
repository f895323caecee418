/** Fills `${stageVariables.name}` in; a missing variable is the empty string (recorded on AWS, aws-behaviour.md §1.9). */
export function fillStageVariables(text: string, variables: { readonly [name: string]: string }): string {
  return text.replace(/\$\{stageVariables\.([A-Za-z0-9_]+)\}/g, (_, name: string) => stageVariable(name, variables));
}

export function stageVariable(name: string, variables: { readonly [name: string]: string }): string {
  return Object.hasOwn(variables, name) ? (variables[name] ?? '') : '';
}
