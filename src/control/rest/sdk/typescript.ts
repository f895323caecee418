import { clientSource } from './client-source.ts';
import { apigClient, type DeployedApi, literal, packageJson, readme } from './javascript.ts';
import type { SdkMethod } from './sdk-methods.ts';
import type { Files } from './zip.ts';

/** The JavaScript SDK with declarations of its types. */
// deviation: GetSdk knows the sdkType typescript, which AWS does not have.
export function typescriptSdk(api: DeployedApi): Files {
  return new Map([
    [`${FOLDER}/apigClient.js`, apigClient(api)],
    [`${FOLDER}/apigClient.d.ts`, declarations(api.methods)],
    [`${FOLDER}/lib/apiGatewayCore/apiGatewayClient.js`, clientSource],
    [`${FOLDER}/package.json`, packageJson({ types: 'apigClient.d.ts' })],
    [`${FOLDER}/README.md`, readme(api)],
  ]);
}

const FOLDER = 'apiGateway-ts-sdk';

function declarations(methods: readonly SdkMethod[]): string {
  return `declare namespace apigClientFactory {
  interface Config {
    apiKey?: string;
    accessKey?: string;
    secretKey?: string;
    sessionToken?: string;
    region?: string;
    defaultContentType?: string;
    defaultAcceptType?: string;
    invokeUrl?: string;
  }
  type Value = string | number | boolean;
  interface AdditionalParams {
    headers?: { [name: string]: Value };
    queryParams?: { [name: string]: Value | readonly Value[] };
  }
  interface Response<T> {
    status: number;
    statusText: string;
    headers: { [name: string]: string };
    data: T;
  }
  interface Client {
${methods.flatMap((method) => method.names.map((name) => `    ${literal(name)}${signature(method)};`)).join('\n')}
  }
  function newClient(config?: Config): Client;
}
export = apigClientFactory;
`;
}

/** Without required parameters, `params` may be left out or null, as in AWS's examples. */
function signature({ pathParams, queryParams, headerParams, required }: SdkMethod): string {
  const member = (type: string) => (name: string) => `${literal(name)}${required.includes(name) ? '' : '?'}: ${type}`;
  const members = [
    ...[...new Set(pathParams)].map(member('Value')),
    ...queryParams.map(member('Value | readonly Value[]')),
    ...headerParams.map(member('Value')),
  ];
  const params = members.length === 0 ? 'Record<string, never>' : `{ ${members.join('; ')} }`;
  const parameter = required.length === 0 ? `params?: ${params} | null` : `params: ${params}`;
  return `<T = unknown>(${parameter}, body?: unknown, additionalParams?: AdditionalParams): Promise<Response<T>>`;
}
