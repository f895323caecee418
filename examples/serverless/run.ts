/**
 * `npm run serverless`: starts DynamoDB (dynalite) and Gatehouse, deploys the Guestbook, calls it, and stays up.
 * Options go to `gatehouse start`: `npm run serverless -- --port 4600`. Nothing is kept.
 */
import { runExample, showCall } from '../run.ts';
import { deployGuestbook } from './deploy.ts';
import { startDynamoDb } from './dynamodb.ts';

const dynamodb = await startDynamoDb();
await runExample({
  name: 'The Guestbook',
  options: ['--ephemeral', '--aws-endpoints', `dynamodb=${dynamodb.url}`],
  async show(endpoint) {
    const { url, page } = await deployGuestbook(endpoint, dynamodb.url);
    await showCall(`${url}entries`, '{"name": "Ada", "message": "Hello, world"}');
    await showCall(`${url}entries`);
    await showCall(`${url}entries`, '{"name": ""}');
    console.log(`\n  In a browser: ${page}`);
  },
});
await dynamodb.stop();
