/** A log group, with or without the `:*` that CloudWatch's own ARNs end with, or a delivery stream. */
const ARN =
  /^arn:[\w-]+:(?:logs:(?<region>[\w-]*):(?<account>\d*):log-group:(?<group>[\w./#-]+)(?::\*)?|firehose:(?<at>[\w-]*):(?<owner>\d*):deliverystream\/(?<stream>[\w.-]+))$/;

/** Where lines of logs go, as `accessLogSettings.destinationArn` names it. */
export interface LogDestination {
  readonly region: string;
  readonly account: string;
  /** Of CloudWatch Logs, or of Firehose. */
  readonly kind: 'group' | 'stream';
  readonly name: string;
}

/** @returns `undefined` for what names neither a log group nor a delivery stream */
export function parseLogDestination(arn: string): LogDestination | undefined {
  const parts = ARN.exec(arn)?.groups;
  if (parts === undefined) return undefined;
  const { region = '', account = '', group, at = '', owner = '', stream = '' } = parts;
  return group === undefined
    ? { region: at, account: owner, kind: 'stream', name: stream }
    : { region, account, kind: 'group', name: group };
}
