/**
 * AWS's own service models as data: which operations exist, how they look on the wire, and what their members are called.
 * The JSON beside this file is written by `npm run extract:models` from the `@aws-sdk/client-*` packages and from
 * `corrections.json`, where each correction says why and where it was seen. Edit neither the JSON nor `generated/`.
 *
 * What the values look like on our side: timestamps are `number`, milliseconds since the Unix epoch; blobs, streaming ones
 * too, are `Uint8Array`; documents are `unknown`; lists and maps are readonly.
 */
import { readFileSync } from 'node:fs';
import type * as apigateway from './generated/apigateway.ts';
import type * as apigatewaymanagementapi from './generated/apigatewaymanagementapi.ts';
import type * as apigatewayv2 from './generated/apigatewayv2.ts';
import type * as iam from './generated/iam.ts';
import type * as lambda from './generated/lambda.ts';
import type * as logs from './generated/logs.ts';
import type * as sts from './generated/sts.ts';

/** The generated types of each service, by service name. */
export interface ServiceTypes {
  apigateway: { operations: apigateway.Operations; errors: apigateway.Errors };
  apigatewayv2: { operations: apigatewayv2.Operations; errors: apigatewayv2.Errors };
  apigatewaymanagementapi: { operations: apigatewaymanagementapi.Operations; errors: apigatewaymanagementapi.Errors };
  lambda: { operations: lambda.Operations; errors: lambda.Errors };
  sts: { operations: sts.Operations; errors: sts.Errors };
  iam: { operations: iam.Operations; errors: iam.Errors };
  logs: { operations: logs.Operations; errors: logs.Errors };
}

export type ServiceName = keyof ServiceTypes;
export type OperationsOf<S extends ServiceName> = ServiceTypes[S]['operations'];
export type ErrorsOf<S extends ServiceName> = ServiceTypes[S]['errors'];
export type OperationName<S extends ServiceName> = keyof OperationsOf<S> & string;

export type Protocol = 'restJson1' | 'awsQuery' | 'awsJson1_1';

/** `uri` may hold labels (`{restapi_id}`) and query literals (`?mode=import`). */
export type HttpBinding = readonly [method: string, uri: string, status: number];

export interface Operation {
  /** Absent for awsQuery and awsJson, where every operation is `POST /`. */
  readonly http?: HttpBinding;
  /** The name of the input structure; absent when there is none. */
  readonly input?: string;
  readonly output?: string;
  readonly errors: readonly string[];
}

export type TimestampFormat = 'date-time' | 'epoch-seconds' | 'http-date';

/** What a value is. A structure is referred to by name, everything else stands in place. */
export type Type =
  | { readonly type: 'string'; readonly enum?: string }
  | { readonly type: 'number' | 'boolean' | 'document' }
  | { readonly type: 'timestamp'; readonly format?: TimestampFormat }
  | { readonly type: 'blob'; readonly streaming?: true }
  | { readonly type: 'list'; readonly of: Type }
  | { readonly type: 'map'; readonly of: Type; readonly keys?: string }
  | { readonly type: 'structure'; readonly shape: string; readonly eventStream?: true };

/** Where a member travels; without one it is part of the body. */
export type Location = 'label' | 'query' | 'queryParams' | 'header' | 'prefixHeaders' | 'payload' | 'status';

export interface Constraint {
  /** As AWS prints it. The whole value has to match. */
  readonly pattern?: string;
  /** Bounds of a number's value, else of the length. */
  readonly min?: number;
  readonly max?: number;
}

export type Member = Type &
  Constraint & {
    readonly required?: true;
    readonly in?: Location;
    /** The name on the wire (JSON key, header, query key, header prefix) where it differs from the member's. */
    readonly as?: string;
    /** Its value must not be printed, neither in logs nor in error texts. */
    readonly sensitive?: true;
    readonly idempotencyToken?: true;
  };

export interface Structure {
  readonly members: Readonly<Record<string, Member>>;
  /** Exactly one member is set. */
  readonly union?: true;
  /** Present on errors. `code` is the name in the awsQuery protocol where it differs from the shape's. */
  readonly error?: { readonly fault: 'client' | 'server'; readonly status: number; readonly code?: string };
}

export interface Enum {
  /** In the order in which AWS prints them, where that is known. */
  readonly values: readonly string[];
  /** Other values are let through: the handler checks them with its own text. */
  readonly open?: true;
}

export interface Model<S extends ServiceName = ServiceName> {
  readonly service: S;
  readonly protocol: Protocol;
  readonly version: string;
  readonly xmlNamespace?: string;
  /** awsJson: what stands before the operation's name in `X-Amz-Target`. */
  readonly target?: string;
  readonly operations: Readonly<Record<string, Operation>>;
  readonly shapes: Readonly<Record<string, Structure>>;
  readonly enums: Readonly<Record<string, Enum>>;
}

export const serviceNames = [
  'apigateway',
  'apigatewayv2',
  'apigatewaymanagementapi',
  'lambda',
  'sts',
  'iam',
  'logs',
] as const satisfies readonly ServiceName[];

const models = new Map<ServiceName, Model>();

/** A service's model. It is read when it is first asked for, and then the same for all: nobody may change it. */
export function loadModel<S extends ServiceName>(service: S): Model<S> {
  let model = models.get(service);
  if (model === undefined) {
    model = JSON.parse(readFileSync(new URL(`./${service}.json`, import.meta.url), 'utf8')) as Model;
    models.set(service, model);
  }
  return model as Model<S>;
}
