// DynamoDB without an SDK: one signed POST. What Lambda puts into the environment is enough to find it and to sign.

import { createHash, createHmac } from 'node:crypto';

export class DynamoDbError extends Error {}

export async function callDynamoDb(action, input, access = accessOf(process.env)) {
  const body = JSON.stringify(input);
  const response = await fetch(`${access.endpoint}/`, { method: 'POST', headers: signed(action, body, access), body });
  const output = await response.json();
  if (response.ok) return output;
  const error = new DynamoDbError(output.message ?? output.Message ?? `DynamoDB answered ${response.status}`);
  error.name = String(output.__type).split('#').at(-1);
  throw error;
}

function accessOf(env) {
  return {
    endpoint: env.AWS_ENDPOINT_URL_DYNAMODB ?? `https://dynamodb.${env.AWS_REGION}.amazonaws.com`,
    region: env.AWS_REGION,
    accessKeyId: env.AWS_ACCESS_KEY_ID,
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
    sessionToken: env.AWS_SESSION_TOKEN,
  };
}

/** The headers of a request with a signature of version 4. */
function signed(action, body, { endpoint, region, accessKeyId, secretAccessKey, sessionToken }) {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${time.slice(0, 8)}/${region}/dynamodb/aws4_request`;
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    host: new URL(endpoint).host,
    'x-amz-date': time,
    ...(sessionToken !== undefined && { 'x-amz-security-token': sessionToken }),
    'x-amz-target': `DynamoDB_20120810.${action}`,
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const request = ['POST', '/', '', lines.join(''), names, sha256(body)].join('\n');
  const key = scope.split('/').reduce((secret, part) => hmac(secret, part), `AWS4${secretAccessKey}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(request)].join('\n')).toString('hex');
  const credential = `Credential=${accessKeyId}/${scope}`;
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}`,
  };
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key, text) {
  return createHmac('sha256', key).update(text).digest();
}
