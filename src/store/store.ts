/** The entry of this folder: the face, what opens a store, and what locks the directory that it lives in. */
export { type DataDir, openDataDir } from './data-dir.ts';
export * from './face.ts';
export { type Follower, follow } from './follow.ts';
export { openSecondHandle, openSqliteStore, type SecondHandle, type SqliteOptions } from './sqlite/sqlite.ts';
