import { mkdirSync } from 'node:fs';
import { SMALL } from './contender.ts';
import { type Cores, pinTo } from './cores.ts';
import { startHttpProxy } from './gatehouse.ts';
import { load } from './rounds.ts';
import { startUpstream } from './upstream.ts';

/** Runs Gatehouse once more, under load and with Node's CPU profiler on, apart from all that is measured. */
export async function runProfile(of: {
  readonly folder: string;
  /** Takes the profiles: one `.cpuprofile` for each thread, for the developer tools of Chrome or VS Code. */
  readonly profile: string;
  readonly cores: Cores | undefined;
  readonly startOptions: readonly string[];
  readonly seconds: number;
}): Promise<void> {
  const { folder, profile, cores, startOptions, seconds } = of;
  mkdirSync(folder);
  mkdirSync(profile, { recursive: true });
  const upstream = await startUpstream(false, folder, pinTo(cores?.upstream));
  try {
    const prefix = pinTo(cores?.gateway);
    const contender = await startHttpProxy({
      folder,
      upstreamPort: upstream.port,
      prefix,
      keep: 128,
      startOptions,
      profile,
    });
    if ('missing' in contender) return;
    const row = {
      row: 'profile',
      kind: '',
      contender: 'gatehouse',
      instance: '',
      paths: ['/small'],
      body: SMALL,
      connections: 64,
    };
    await load({ of: row, contender }, { prefix: pinTo(cores?.generator) }, 0, seconds);
    // The profile is written when it ends.
    await contender.stop();
  } finally {
    await upstream.stop();
  }
}
