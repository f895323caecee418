import type { ResolvedLogs } from '../definition/definition.ts';
import {
  type Context,
  type MethodRequest,
  type MethodResponse,
  RequestRecord,
  type StageContext,
} from '../exchange/exchange.ts';
import type { Clock } from '../lib/clock.ts';
import { compileAccessLogFormat, type FinishedRequest, type RenderAccessLog } from './access-log-format.ts';
import { logClosing, openStageLog, secretsOf } from './execution-log.ts';

/** Where lines go, by the ARNs of log groups and delivery streams. */
export interface LogSink {
  /** Each call is to be matched by a `release`. @throws when there can be no such destination */
  acquire(destination: string): LogLines;
  /** What began before may still write its lines. */
  release(destination: string): void;
}

export interface LogLines {
  /** One line or more, each ended, that stay together. */
  line(text: string): void;
}

/** What the execution log has of a method. */
// deviation: dataTraceEnabled shows something at the level INFO alone; what AWS does at ERROR and OFF is not recorded.
// deviation: At the level ERROR, the execution log has why a request failed and with which status; which lines AWS writes then is not recorded.
export interface MethodLog {
  readonly level: 'ERROR' | 'INFO';
  /** Whether requests and answers are shown, at the level INFO. */
  readonly trace: boolean;
}

/** The lines that a stage writes about its requests: one for each in its access log, and many in its execution log. */
export class StageLogs {
  readonly #sink: LogSink;
  readonly #clock: Clock;
  readonly #render: RenderAccessLog | undefined;
  readonly #held: string[] = [];
  readonly #access: readonly LogLines[];
  readonly #execution: readonly LogLines[];

  /** @throws for a format or a destination that cannot be; nothing is held then */
  constructor(logs: ResolvedLogs, context: StageContext, sink: LogSink, clock: Clock) {
    this.#sink = sink;
    this.#clock = clock;
    this.#render = logs.access === null ? undefined : compileAccessLogFormat(logs.access.format, context);
    try {
      this.#access = (logs.access?.destinations ?? []).map((destination) => this.#acquire(destination));
      this.#execution = logs.execution.map((destination) => this.#acquire(destination));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  #acquire(destination: string): LogLines {
    const lines = this.#sink.acquire(destination);
    this.#held.push(destination);
    return lines;
  }

  /** What a request is written down in. @param log of its method */
  record(requestId: string, rq: MethodRequest, log: MethodLog | undefined): RequestRecord {
    return new RequestRecord(log && openStageLog(requestId, this.#clock, secretsOf(rq)));
  }

  /** The lines that follow are written between the gates. */
  opened(cx: Context, { level }: MethodLog): void {
    if (level === 'INFO') cx.record?.log?.line(`Extended Request Id: ${cx.extendedRequestId}`);
  }

  finished(rq: FinishedRequest, answer: MethodResponse, log: MethodLog | undefined): void {
    if (this.#render !== undefined) {
      const line = this.#render(rq);
      for (const access of this.#access) access.line(line);
    }
    const { context: cx, fault, status } = rq;
    const lines = cx.record?.log;
    if (lines === undefined || log === undefined || (log.level === 'ERROR' && fault === undefined)) return;
    logClosing(lines, status, fault, log.trace ? answer : undefined);
    const endpoint = rq.integration?.requestId;
    if (endpoint !== undefined) lines.line(`AWS Integration Endpoint RequestId : ${endpoint}`);
    lines.line(`X-ray Tracing ID : ${/Root=[^;]+/.exec(cx.traceHeader)?.[0] ?? ''}`);
    const text = lines.text();
    for (const execution of this.#execution) execution.line(text);
  }

  /** What began before may still call the others. */
  close(): void {
    for (const destination of this.#held.splice(0)) this.#sink.release(destination);
  }
}
