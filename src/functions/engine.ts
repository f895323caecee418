import type { FunctionVersion } from '../definition/definition.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import { Code } from './code.ts';
import type { Environment, EnvironmentSpec } from './environment.ts';
import { type Invocation, Job, type RunOutcome, shuttingDown, throttled } from './job.ts';
import { type Load, OwnLoad, SharedLoad, type SharedPlaces } from './load.ts';
import type { FunctionLogLine } from './logs.ts';
import { Pool } from './pool.ts';
import { type Runtime, runtimeOf } from './runtimes.ts';
import { Watcher } from './watcher.ts';

export interface FunctionEngineOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Unpacked code lies in `{workDir}/code/{sha}`. */
  readonly workDir: string;
  /** The zip file of a version, by scope and `codeId`. */
  readonly readCode: (scope: string, codeId: string) => Promise<Uint8Array | undefined>;
  /** Environments of one function version at once. */
  readonly maxEnvironments: number;
  /** How long an invocation waits for a busy environment before another is started: 50. */
  readonly growAfterMs?: number;
  /** An environment that was not used for so long ends. */
  readonly idleMs: number;
  /** The search path for programs, for `python3` and as PATH of the functions. */
  readonly path: string;
  /** AWS_ENDPOINT_URL of the functions: where the SDK in a function finds this Gatehouse. Asked when one starts. */
  readonly endpointUrl?: () => string;
  /** Invocations of one function version that may wait for an environment: 1000. */
  readonly maxWaiting?: number;
  /** How long they wait before they are refused: 10 000. */
  readonly maxWaitMs?: number;
  /** Between SIGTERM and SIGKILL: 2000. */
  readonly graceMs?: number;
  /** What functions write; without it, lines go to `log.info`. */
  readonly onLogLine?: (line: FunctionLogLine) => void;
  /** Where reserved concurrency is counted together with other threads; without it, this engine is alone. */
  readonly sharedPlaces?: SharedPlaces;
}

export interface RunTarget {
  readonly scope: string;
  readonly version: FunctionVersion;
  readonly reservedConcurrency?: number;
  /** What the function sees as `invokedFunctionArn`: with the version or alias that was asked for. */
  readonly qualifiedArn: string;
}

/** What is kept of one function, over its versions. */
interface Family {
  load: Load;
  readonly pools: Map<string, Pool>;
}

/**
 * Runs functions in child processes: see `Environment` for one of them and `Pool` for those of one version.
 *
 * Reserved concurrency is AWS's limit and refuses at once, as on AWS; `maxEnvironments` is this machine's and lets callers wait.
 */
export class FunctionEngine {
  readonly #options: FunctionEngineOptions;
  readonly #code: Code;
  readonly #watcher: Watcher;
  readonly #families = new Map<string, Family>();
  /** Also retired ones, as long as they have something to do. */
  readonly #pools = new Set<Pool>();
  /** Until nothing of them is left, also those that no pool knows any more. */
  readonly #environments = new Set<Environment>();
  #closing = false;

  constructor(options: FunctionEngineOptions) {
    this.#options = options;
    this.#watcher = new Watcher(options.log);
    this.#code = new Code(options.workDir, options.readCode);
  }

  /** Resolves whatever the function does; rejects only on a bug of ours, or when the code cannot be had. */
  run(target: RunTarget, invocation: Invocation): Promise<RunOutcome> {
    if (this.#closing) return Promise.resolve(shuttingDown);
    const { scope, version, reservedConcurrency } = target;
    const family = this.#family(familyKey(scope, version.FunctionName));
    if (reservedConcurrency !== undefined && reservedConcurrency > family.load.capacity) {
      return this.#share(family, target, reservedConcurrency).then(() => this.run(target, invocation));
    }
    const place = family.load.begin(reservedConcurrency);
    if (place < 0) return Promise.resolve(throttled('ReservedFunctionConcurrentInvocationLimitExceeded'));
    const pool = this.#pool(family, scope, version);
    if (pool === undefined) {
      family.load.end(place);
      const problem = `${version.FunctionArn} has the runtime ${version.Runtime}, which cannot run here`;
      return Promise.reject(new Error(problem));
    }
    const job = new Job(invocation, target.qualifiedArn, family.load, place);
    pool.run(job);
    return job.outcome;
  }

  /** The first time that a reservation is asked for: the places that it is counted in come from the main thread. */
  async #share(family: Family, { scope, version }: RunTarget, limit: number): Promise<void> {
    const { sharedPlaces } = this.#options;
    if (sharedPlaces === undefined) throw new Error('An engine that is alone counts any number of invocations');
    const places = await sharedPlaces.of(familyKey(scope, version.FunctionName));
    if (limit > family.load.capacity) family.load = new SharedLoad(places, sharedPlaces.owner);
  }

  /**
   * Its configuration or code has changed, or it is deleted: idle environments end now, busy ones after their invocation, and
   * the next invocation starts afresh. Without `version`, all versions.
   */
  retire(scope: string, functionName: string, version?: string): void {
    const family = this.#families.get(familyKey(scope, functionName));
    if (family === undefined) return;
    const names = version === undefined ? [...family.pools.keys()] : [version];
    for (const name of names) {
      const pool = family.pools.get(name);
      family.pools.delete(name);
      pool?.retire();
    }
  }

  /** Ends every environment: SIGTERM, and SIGKILL after `graceMs`. Resolves when nothing of them is left. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const pool of [...this.#pools]) pool.close();
    const environments = [...this.#environments];
    for (const environment of environments) environment.end('SIGTERM');
    await Promise.all(environments.map((environment) => environment.closed));
    await this.#watcher.close();
  }

  #family(key: string): Family {
    let family = this.#families.get(key);
    if (family === undefined) {
      const { sharedPlaces } = this.#options;
      family = { load: sharedPlaces === undefined ? new OwnLoad() : new SharedLoad(NO_PLACES, 0), pools: new Map() };
      this.#families.set(key, family);
    }
    return family;
  }

  #pool(family: Family, scope: string, version: FunctionVersion): Pool | undefined {
    const pool = family.pools.get(version.Version);
    if (pool !== undefined && pool.spec.version.RevisionId === version.RevisionId) return pool;
    // Nobody told us of the change yet; running the old code would be wrong all the same.
    pool?.retire();
    const runtime = runtimeOf(version.Runtime);
    if (runtime === undefined) return undefined;
    const fresh = new Pool(this.#spec(scope, version, runtime), this.#bounds(), {
      started: (environment) => this.#started(environment, version),
      empty: (it) => this.#forget(family, it),
    });
    this.#pools.add(fresh);
    family.pools.set(version.Version, fresh);
    return fresh;
  }

  #bounds() {
    const { maxEnvironments, growAfterMs = 50, maxWaiting = 1000, maxWaitMs = 10_000 } = this.#options;
    return { maxEnvironments, growAfterMs, maxWaiting, maxWaitMs };
  }

  #spec(scope: string, version: FunctionVersion, runtime: Runtime): EnvironmentSpec {
    const { clock, log, path, endpointUrl, idleMs, graceMs = 2000, onLogLine } = this.#options;
    return {
      scope,
      version,
      runtime,
      clock,
      log,
      path,
      ...(endpointUrl !== undefined && { endpointUrl: endpointUrl() }),
      idleMs,
      graceMs,
      watcher: this.#watcher,
      onLogLine: onLogLine ?? (({ text, ...fields }) => log.info(text, fields)),
      unpack: () => this.#code.unpack(scope, version),
    };
  }

  #started(environment: Environment, version: FunctionVersion): void {
    this.#environments.add(environment);
    environment.closed.then(() => {
      this.#environments.delete(environment);
      this.#code.release(version);
    });
  }

  #forget(family: Family, pool: Pool): void {
    this.#pools.delete(pool);
    const { Version, FunctionName } = pool.spec.version;
    if (family.pools.get(Version) === pool) family.pools.delete(Version);
    const key = familyKey(pool.spec.scope, FunctionName);
    if (family.pools.size === 0 && family.load.running === 0) this.#families.delete(key);
  }
}

const NO_PLACES = new SharedArrayBuffer(0);

function familyKey(scope: string, functionName: string): string {
  return `${scope} ${functionName}`;
}
