/**
 * How many of each service's operations have a handler: `npm run coverage:operations`; with `-- --names` also which have none.
 *
 * Reads `services` from `src/control/control.ts`: `readonly { model: Model; later: readonly string[] }[]`. That is enough,
 * because an operation that is neither handled nor in `later` does not compile. A service that is not in `services` counts
 * as wholly put off.
 */
import { loadModel, type Model, serviceNames } from '../src/model/model.ts';

interface Declared {
  readonly model: Pick<Model, 'service' | 'operations'>;
  readonly later: readonly string[];
}

const control = '../src/control/control.ts'; // not a literal import: this script is read by tsc before control exists
const { services = [] } = (await import(control)) as { services?: readonly Declared[] };

for (const service of serviceNames) {
  const names = Object.keys(loadModel(service).operations);
  const later = services.find(({ model }) => model.service === service)?.later ?? names;
  console.log(`${service}: ${names.length - later.length} of ${names.length} operations`);
  if (process.argv.includes('--names')) for (const name of [...later].sort()) console.log(`  not yet: ${name}`);
}
