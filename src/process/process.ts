/** One running Gatehouse: everything started in order, stopped in reverse. */
export { type Gatehouse, startGatehouse } from './gatehouse.ts';
export { VERSION } from './version.ts';
