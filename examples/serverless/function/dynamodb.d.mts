export interface Access {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

/** Thrown for what DynamoDB refuses; `name` is that of the exception, as in `ConditionalCheckFailedException`. */
export class DynamoDbError extends Error {}

/** One signed call; `access` is what Lambda gives a function, where none is given. */
export function callDynamoDb(action: string, input: object, access?: Access): Promise<Record<string, unknown>>;
