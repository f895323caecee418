/**
 * `npm run soap`: starts the shop's SOAP service and Gatehouse, deploys the REST API in front of it, calls it, and stays up.
 * Options go to `gatehouse start`: `npm run soap -- --port 4600`. Nothing is kept.
 */
import { runExample, showCall } from '../run.ts';
import { deployShop } from './deploy.ts';
import { startShop } from './shop.ts';

const shop = await startShop();
await runExample({
  name: 'The shop',
  options: ['--ephemeral'],
  async show(endpoint) {
    const url = await deployShop(endpoint, shop.address);
    const order = '{"customer": "Ada & Sons", "item": "lamp", "quantity": 2}';
    await showCall(`${url}orders`, order);
    await showCall(`${url}orders/1`);
    await showCall(`${url}orders/7`);
    await showCall(`${url}xml/orders`, order);
  },
});
await shop.stop();
