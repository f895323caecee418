import type { BodyFlow } from '../lib/body-flow.ts';
import type { Blob, Key } from '../store/store.ts';

/**
 * What the function nouns of the control plane write and the function engine and the data plane read. Member names are
 * those of the Lambda API where it has them.
 */

/** A function apart from its code: what is common to `$LATEST` and the published versions. Kind `function`, id = name. */
export interface FunctionRecord {
  readonly FunctionName: string;
  /** `arn:aws:lambda:{region}:{account}:function:{name}`, never qualified. */
  readonly FunctionArn: string;
  /** The number that the next PublishVersion takes. */
  readonly nextVersion: number;
  readonly reservedConcurrency?: number;
  /** Whether `$LATEST` differs from the version that was published last: PublishVersion does nothing when it does not. */
  readonly unpublished: boolean;
  /** Resource policies by qualifier; the unqualified function's policy stands under `''`. None is empty. */
  readonly policies: { readonly [qualifier: string]: readonly PolicyStatement[] };
  readonly tags: { readonly [key: string]: string };
}

/** One AddPermission, in the shape that GetPolicy shows. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: '*' | { readonly [kind: string]: string };
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: string } };
}

/** One version's configuration. Kind `function-version`, id = `{name}/{version}`, version `$LATEST` or a number. */
export interface FunctionVersion {
  readonly FunctionName: string;
  /** Unqualified for `$LATEST`, with the version for the others. */
  readonly FunctionArn: string;
  readonly Version: string;
  readonly Role: string;
  readonly Runtime: string;
  readonly Handler: string;
  readonly Description: string;
  /** Seconds, 1–900. */
  readonly Timeout: number;
  /** MB, 128–10240. */
  readonly MemorySize: number;
  readonly Environment: { readonly [name: string]: string };
  readonly Architectures: readonly string[];
  readonly PackageType: 'Zip';
  /** MB, 512–10240. */
  readonly EphemeralStorage: number;
  readonly TracingMode: 'PassThrough' | 'Active';
  /** Base64 SHA-256 of the zip file, as Lambda shows it. */
  readonly CodeSha256: string;
  /** Bytes of the zip file. */
  readonly CodeSize: number;
  /** `2026-11-22T10:00:00.000+0000` */
  readonly LastModified: string;
  readonly RevisionId: string;
  /** Where the zip lies: the id of its blob, `{name}/{hex sha-256}`. */
  readonly codeId: string;
}

/** Kind `function-alias`, id = `{name}/{alias}`. */
export interface FunctionAlias {
  readonly Name: string;
  readonly FunctionVersion: string;
  readonly Description: string;
  /** Share of invocations (0–1) that goes to other versions, by version. */
  readonly AdditionalVersionWeights: { readonly [version: string]: number };
  readonly RevisionId: string;
}

export const functionKey = (scope: string, name: string): Key<FunctionRecord> => ({
  scope,
  kind: 'function',
  id: name,
});
export const functionVersionKey = (scope: string, name: string, version: string): Key<FunctionVersion> => ({
  scope,
  kind: 'function-version',
  id: `${name}/${version}`,
});
export const functionAliasKey = (scope: string, name: string, alias: string): Key<FunctionAlias> => ({
  scope,
  kind: 'function-alias',
  id: `${name}/${alias}`,
});
export const functionCodeKey = (scope: string, codeId: string): Key<Blob> => ({
  scope,
  kind: 'function-code',
  id: codeId,
});

/**
 * Invokes a function, wherever it runs. Handed to the control plane (Invoke) and to the data plane (AWS_PROXY) as a
 * capability. It resolves whatever the function does; it rejects only on a bug of ours.
 */
export type InvokeFunction = (request: InvokeRequest) => Promise<InvokeOutcome>;

export interface InvokeRequest {
  readonly scope: string;
  /** The function's name. */
  readonly name: string;
  /** How the caller named it: an ARN or a name. An operator's map to other endpoints is asked about this first. */
  readonly arn: string;
  /** The service that invokes on behalf of its client; the function's resource policy must allow it. Absent: an identity. */
  readonly caller?: { readonly service: string; readonly sourceArn: string; readonly sourceAccount: string };
  /** Version number, alias or `$LATEST`; empty means `$LATEST`. */
  readonly qualifier: string;
  readonly payload: Uint8Array | string;
  readonly type: 'RequestResponse' | 'Event';
  /** What the function sees as its request id; absent: a new one. */
  readonly requestId?: string;
  /** `Root=…;Parent=…;Sampled=…` for the function's `_X_AMZN_TRACE_ID`. */
  readonly traceId?: string;
  /** Base64 JSON, as in the Invoke API's `X-Amz-Client-Context`. */
  readonly clientContext?: string;
  /** Ask for the last 4 KB of the log. */
  readonly tail?: boolean;
  /**
   * InvokeWithResponseStream: called once, before the outcome, if the function streams its response. What it returned is then
   * what comes here, and the outcome's payload is empty; the stream breaks off when the function fails. A function that does
   * not stream is answered by its outcome alone. Cancelling the stream does not stop the function.
   */
  readonly onResponse?: (stream: BodyFlow) => void;
}

export type InvokeOutcome =
  | {
      readonly outcome: 'returned';
      /** JSON text, or the raw bytes that a custom runtime posted. */
      readonly payload: Buffer;
      readonly version: string;
      readonly requestId: string;
      /** Last 4 KB of what the invocation logged, when it was asked for. */
      readonly logTail?: string;
    }
  /** The function failed: `payload` is `{"errorMessage":…,"errorType":…,"trace":[…]}` or what the runtime posted. */
  | {
      readonly outcome: 'failed';
      readonly payload: Buffer;
      readonly version: string;
      readonly requestId: string;
      readonly functionError: 'Unhandled' | 'Handled';
      readonly logTail?: string;
    }
  /** An Event invocation is queued. */
  | { readonly outcome: 'accepted'; readonly requestId: string }
  /** It was not run. `error` is the Lambda API's exception name, `message` its text. */
  | {
      readonly outcome: 'refused';
      readonly error: string;
      readonly message: string;
      /** The `Reason` of a TooManyRequestsException. */
      readonly reason?: string;
    };
