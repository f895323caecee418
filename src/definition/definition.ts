/** The contract between the planes: what the control plane stores and the data plane compiles. */
export * from './functions.ts';
export * from './resolved.ts';
export * from './rest.ts';
export * from './rest-parts.ts';
export * from './scope.ts';
