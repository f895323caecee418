// What `eg gateway create` makes: the gateway with the configuration in the folder beside it.
import { fileURLToPath } from 'node:url';
import gateway from 'express-gateway';

await gateway()
  .load(fileURLToPath(new URL('config', import.meta.url)))
  .run();
