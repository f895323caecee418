/** The words of a running request. */
export * from './context.ts';
export * from './context-variables.ts';
export * from './fault.ts';
export * from './phases.ts';
export * from './record.ts';
