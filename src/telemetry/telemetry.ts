/** What the process says about itself. */
export { openLog } from './log.ts';
