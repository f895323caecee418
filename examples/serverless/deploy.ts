import { browserUrl, clientsFor, createFunction, importApi, REGION, stageUrl } from '../import.ts';
import { callDynamoDb } from './function/dynamodb.mjs';

const FUNCTION = 'Guestbook';
const TABLE = 'Guestbook';

/** Where the Guestbook is: `url` and `page` end with a slash. */
export interface Guestbook {
  readonly url: string;
  /** The same in the form for browsers. */
  readonly page: string;
}

/** A table, a function, and the API of api.yaml, made with what a user of AWS has. Gatehouse has to know the same DynamoDB. */
export async function deployGuestbook(endpoint: string, dynamodb: string): Promise<Guestbook> {
  await createTable(dynamodb);
  const clients = clientsFor(endpoint);
  await createFunction(clients, {
    name: FUNCTION,
    folder: new URL('function/', import.meta.url),
    files: ['index.mjs', 'dynamodb.mjs', 'page.html', 'page.js'],
    environment: { TABLE, AWS_ENDPOINT_URL_DYNAMODB: dynamodb },
  });
  const restApiId = await importApi(clients, new URL('api.yaml', import.meta.url), FUNCTION, { table: TABLE });
  return { url: stageUrl(endpoint, restApiId), page: browserUrl(endpoint, restApiId) };
}

/** Every entry is under its book; sorted by its id they are sorted by time. */
async function createTable(dynamodb: string): Promise<void> {
  await callDynamoDb(
    'CreateTable',
    {
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'book', AttributeType: 'S' },
        { AttributeName: 'id', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'book', KeyType: 'HASH' },
        { AttributeName: 'id', KeyType: 'RANGE' },
      ],
    },
    { endpoint: dynamodb, region: REGION, accessKeyId: 'test', secretAccessKey: 'test', sessionToken: undefined },
  );
}
