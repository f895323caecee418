/**
 * `npm run weather`: starts Gatehouse, deploys the Weather Service to it, calls it once, and stays up.
 * Options go to `gatehouse start`: `npm run weather -- --port 4600`.
 */
import { runExample, showCall } from '../run.ts';
import { deployWeather } from './deploy.ts';

await runExample({
  name: 'The Weather Service',
  options: [],
  show: async (endpoint) => showCall(`${await deployWeather(endpoint)}?city=oslo`),
});
