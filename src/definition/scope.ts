/** `account/region`: the namespace of every record, picked by the caller's credentials. */
export function scopeOf(account: string, region: string): string {
  return `${account}/${region}`;
}

export function accountOf(scope: string): string {
  return scope.slice(0, scope.indexOf('/'));
}

export function regionOf(scope: string): string {
  return scope.slice(scope.indexOf('/') + 1);
}
