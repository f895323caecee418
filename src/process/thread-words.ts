import type { Config } from '../config/config.ts';
import type { InvokeOutcome, InvokeRequest } from '../definition/definition.ts';
import type { LogFields } from '../lib/log.ts';
import type { Grant, KeyOfPlan, SharedHandle } from '../limits/limits.ts';
import type { TlsIdentities } from '../wire/wire.ts';
import type { HandedRequest, HandedResponse } from './hand-over.ts';
import type { Moved } from './link.ts';
import type { Ports } from './listeners.ts';

/** What a gateway thread is started with: its `workerData`. */
export interface ThreadStart {
  readonly gatewayThread: number;
  /** With the credentials: methods with AWS_IAM are called with them too. Nothing of it may be logged. */
  readonly config: Config;
  readonly databasePath: string;
  readonly workDir: string;
  /** Of one function version, in this thread; 0: its functions run in the main thread. */
  readonly functionEnvironments: number;
  /** Of the main thread's BodyRoom. */
  readonly bodyRoom: SharedArrayBuffer;
  /** Of the main thread's counts. */
  readonly counts: SharedHandle;
}

/** Port 0 takes a free one. */
export interface ListenAt {
  readonly port: number;
  readonly https: { readonly port: number; readonly identities: TlsIdentities } | undefined;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  /** As they are where they can be cloned, else as text. */
  readonly fields: LogFields;
}

type Sent<T> = T extends { readonly payload: Buffer } ? Omit<T, 'payload'> & { readonly payload: Uint8Array } : T;
/** An outcome as it arrives: a Buffer becomes a Uint8Array on the way. */
export type SentOutcome = Sent<InvokeOutcome>;

/** What a gateway thread can be asked. */
export type OfThread = {
  /** Starts to serve, caught up with the store. @returns the ports @throws the listen error */
  readonly listen: (at: ListenAt) => Promise<Ports>;
  /** What connections are served with from now on. */
  readonly certify: (identities: TlsIdentities) => Promise<void>;
  /** The files of stages' logs were moved away. */
  readonly reopenLogs: (nothing: undefined) => Promise<void>;
  /** There were commits. */
  readonly changed: (nothing: undefined) => void;
  readonly catchUp: (nothing: undefined) => Promise<void>;
  /** The rest of a request that was handed over. */
  readonly body: (asked: {
    readonly request: number;
    readonly limit: number;
  }) => Promise<Moved<Uint8Array> | 'too large' | 'aborted'>;
  /** Takes no more connections; those that are there are served on. */
  readonly stopAccepting: (nothing: undefined) => Promise<void>;
  /** Answered once all in flight is, or the time is up. */
  readonly drain: (ms: number) => Promise<void>;
  /** Ends what was started, then itself. */
  readonly end: (nothing: undefined) => Promise<void>;
};

/** What the main thread can be asked by a gateway thread. */
export type OfMain = {
  /** The plans are there: it can be told to listen. */
  readonly opened: (nothing: undefined) => void;
  readonly log: (lines: readonly LogLine[]) => void;
  /** A request that is not for an API. */
  readonly request: (handed: HandedRequest) => Promise<HandedResponse | Moved<HandedResponse>>;
  readonly invoke: (request: InvokeRequest) => Promise<SentOutcome | Moved<SentOutcome>>;
  /** Where the reserved concurrency of a function is counted. */
  readonly places: (functionKey: string) => SharedArrayBuffer;
  /** What an API key may still use. */
  readonly grant: (key: KeyOfPlan) => Promise<Grant>;
};
