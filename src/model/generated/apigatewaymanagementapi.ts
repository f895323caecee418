// Written by scripts/extract-models.ts from @aws-sdk/client-apigatewaymanagementapi. Do not edit.
// Timestamps are milliseconds since the Unix epoch, blobs are Uint8Array.


export interface DeleteConnectionRequest {
  readonly ConnectionId: string;
}

export interface ForbiddenException {
}

export interface GetConnectionRequest {
  readonly ConnectionId: string;
}

export interface GetConnectionResponse {
  readonly ConnectedAt?: number | undefined;
  readonly Identity?: Identity | undefined;
  readonly LastActiveAt?: number | undefined;
}

export interface GoneException {
}

export interface Identity {
  readonly SourceIp: string;
  readonly UserAgent: string;
}

export interface LimitExceededException {
}

export interface PayloadTooLargeException {
  readonly Message?: string | undefined;
}

export interface PostToConnectionRequest {
  readonly Data: Uint8Array;
  readonly ConnectionId: string;
}

/** Every operation with what it takes and gives; `void` where the service answers nothing. */
export interface Operations {
  DeleteConnection: { input: DeleteConnectionRequest; output: void };
  GetConnection: { input: GetConnectionRequest; output: GetConnectionResponse };
  PostToConnection: { input: PostToConnectionRequest; output: void };
}

/** The modelled errors. */
export interface Errors {
  ForbiddenException: ForbiddenException;
  GoneException: GoneException;
  LimitExceededException: LimitExceededException;
  PayloadTooLargeException: PayloadTooLargeException;
}
