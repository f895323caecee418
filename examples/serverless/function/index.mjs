// The function Guestbook: it serves the page, and counts likes in DynamoDB. All other entries go there without a function.

import { readFile } from 'node:fs/promises';
import { callDynamoDb } from './dynamodb.mjs';

const ROUTES = {
  'GET /': () => file('page.html', 'text/html; charset=utf-8'),
  'GET /page.js': () => file('page.js', 'text/javascript; charset=utf-8'),
  'POST /entries/{id}/likes': (event) => like(event.pathParameters.id),
};

export async function handler(event) {
  return ROUTES[`${event.httpMethod} ${event.resource}`](event);
}

async function like(id) {
  try {
    const { Attributes } = await callDynamoDb('UpdateItem', {
      TableName: process.env.TABLE,
      Key: { book: { S: 'main' }, id: { S: decodeURIComponent(id) } },
      UpdateExpression: 'ADD likes :one',
      ConditionExpression: 'attribute_exists(id)',
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues: 'UPDATED_NEW',
    });
    return json(200, { likes: Number(Attributes.likes.N) });
  } catch (error) {
    if (error.name !== 'ConditionalCheckFailedException') throw error;
    return json(404, { message: 'There is no such entry' });
  }
}

function json(statusCode, body) {
  // The answer of a proxy integration goes to the browser as it is: here it is the function that allows other origins.
  const headers = { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' };
  return { statusCode, headers, body: JSON.stringify(body) };
}

async function file(name, type) {
  const body = await readFile(new URL(name, import.meta.url), 'utf8');
  return { statusCode: 200, headers: { 'Content-Type': type }, body };
}
