import type { InvokeFunction } from '../../definition/definition.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Handlers } from '../../protocol/protocol.ts';
import type { Store } from '../../store/store.ts';
import { absentHandlers } from './absent.ts';
import { aliasHandlers } from './alias.ts';
import { concurrencyHandlers } from './concurrency.ts';
import { functionNoun } from './function.ts';
import { invocationHandlers } from './invocation.ts';
import { later } from './later.ts';
import type { InspectZip } from './package.ts';
import { permissionHandlers } from './permission.ts';
import { type CodeLocation, readHandlers } from './read.ts';
import type { RuntimeProblem } from './settings.ts';
import { tagHandlers } from './tags.ts';
import { versionHandlers } from './version.ts';

export { later };

export interface FunctionsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly invokeFunction: InvokeFunction;
  /** Resolves once `invokeFunction` sees everything that was committed before the call. */
  readonly caughtUp: () => Promise<void>;
  readonly runtimeProblem: RuntimeProblem;
  readonly inspectZip: InspectZip;
  /** Without it GetFunction names no place to fetch the package from. */
  readonly codeLocation?: CodeLocation;
}

/** What the Lambda API's operations mean. RevisionConflict passes through: the caller answers it. */
export function functionHandlers(options: FunctionsOptions): Handlers<'lambda', (typeof later)[number]> {
  const { store, clock, codeLocation } = options;
  return {
    ...functionNoun(options),
    ...readHandlers(store, codeLocation),
    ...versionHandlers(store, clock),
    ...aliasHandlers(store),
    ...permissionHandlers(store),
    ...concurrencyHandlers(store),
    ...tagHandlers(store),
    ...absentHandlers(store),
    ...invocationHandlers(options),
  };
}
