import { clientsFor, createFunction, importApi, stageUrl } from '../import.ts';

const FUNCTION = 'AskShop';

/**
 * The API of api.yaml in front of the SOAP service, and the function that reads what the service answers.
 *
 * @param shop host and port of the service
 * @returns the URL of the API, with a slash at its end
 */
export async function deployShop(endpoint: string, shop: string): Promise<string> {
  const clients = clientsFor(endpoint);
  await createFunction(clients, {
    name: FUNCTION,
    folder: new URL('function/', import.meta.url),
    files: ['index.mjs', 'xml.mjs'],
    environment: { SHOP: `http://${shop}/shop` },
  });
  const restApiId = await importApi(clients, new URL('api.yaml', import.meta.url), FUNCTION, { shop });
  return stageUrl(endpoint, restApiId);
}
