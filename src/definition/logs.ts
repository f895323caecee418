import type { Key } from '../store/store.ts';

/** What the nouns of CloudWatch Logs write: names are AWS's, times milliseconds since the epoch. Scope: `account/region`. */

/** Kind `log-group`, id = name. */
export interface LogGroupRecord {
  readonly logGroupName: string;
  readonly creationTime: number;
  /** Days; absent: events never expire. */
  readonly retentionInDays?: number;
  readonly logGroupClass: 'STANDARD' | 'INFREQUENT_ACCESS' | 'DELIVERY' | 'ESSENTIALS';
  readonly deletionProtectionEnabled: boolean;
  readonly tags: { readonly [key: string]: string };
}

/** Kind `log-stream`, id = `{group}:{stream}`: a colon is in neither name. */
export interface LogStreamRecord {
  readonly logStreamName: string;
  readonly creationTime: number;
}

export const logGroupKey = (scope: string, group: string): Key<LogGroupRecord> => ({
  scope,
  kind: 'log-group',
  id: group,
});
export const logStreamKey = (scope: string, group: string, stream: string): Key<LogStreamRecord> => ({
  scope,
  kind: 'log-stream',
  id: `${group}:${stream}`,
});
