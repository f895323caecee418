/** The words of a running request. */
export * from './context.ts';
export * from './context-variables.ts';
export * from './fault.ts';
export * from './identity.ts';
export * from './method-arn.ts';
export * from './phases.ts';
export * from './record.ts';
export * from './whole-body.ts';
