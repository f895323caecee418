import { faultRows } from './faults.ts';
import { headerRows } from './headers.ts';
import { corsRows, integrationRows } from './integrations.ts';
import { lambdaProxyRows } from './lambda-proxy.ts';
import { mockRows } from './mock.ts';
import { payloadRows } from './payloads.ts';
import { requestMappingRows } from './request-mapping.ts';
import { resourcePolicyRows } from './resource-policy.ts';
import { responseMappingRows } from './response-mapping.ts';
import type { Row } from './row.ts';
import { templateRows } from './templates.ts';
import { validationRows } from './validation.ts';

export const rows: readonly Row[] = [
  ...mockRows,
  ...integrationRows,
  ...requestMappingRows,
  ...responseMappingRows,
  ...templateRows,
  ...payloadRows,
  ...validationRows,
  ...faultRows,
  ...resourcePolicyRows,
  ...headerRows,
  ...lambdaProxyRows,
  ...corsRows,
];
