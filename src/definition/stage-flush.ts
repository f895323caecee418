import type { Key } from '../store/store.ts';

export const STAGE_FLUSH = 'stageflush';

/**
 * What authorizers found out for a stage is to be forgotten. Kind `stageflush`, id = `{api}/{stage}`. Its record goes as soon as it is there:
 * what counts is the change that every gateway sees.
 */
export interface StageFlush {
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export const stageFlushKey = (scope: string, api: string, stage: string): Key<StageFlush> => ({
  scope,
  kind: STAGE_FLUSH,
  id: `${api}/${stage}`,
});
