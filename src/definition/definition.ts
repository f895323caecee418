/** The contract between the planes: what the control plane stores and the data plane compiles. */
export * from './account.ts';
export * from './client-certificate.ts';
export * from './domains.ts';
export * from './functions.ts';
export * from './iam.ts';
export * from './logs.ts';
export * from './resolved.ts';
export * from './rest.ts';
export * from './rest-parts.ts';
export * from './scope.ts';
export * from './stage-flush.ts';
export * from './test-invoke.ts';
export * from './usage.ts';
