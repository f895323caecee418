/** The Velocity Template Language of API Gateway's mapping templates. */
export { TemplateFault, TemplateSyntaxError } from './errors.ts';
export { HostObject } from './host.ts';
export { DEFAULT_LIMITS, type Limits, MAX_ITERATIONS, MAX_TEMPLATE_BYTES } from './limits.ts';
export { type Charge, print } from './print.ts';
export { compileTemplate, type Host, type Template } from './template.ts';
export { JavaDouble, JavaList, JavaLong, JavaMap, mapOf, type Value } from './values.ts';
