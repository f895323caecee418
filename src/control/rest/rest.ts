import type { Handlers } from '../../protocol/protocol.ts';
import { accountHandlers } from './account/account.ts';
import { clientCertificateHandlers } from './account/client-certificates.ts';
import { tagHandlers } from './account/tags.ts';
import { vpcLinkHandlers } from './account/vpc-links.ts';
import { authorizerHandlers } from './authorizers.ts';
import { deploymentHandlers } from './deployments.ts';
import { documentationImportHandlers } from './documentation/import.ts';
import { documentationPartHandlers } from './documentation/parts.ts';
import { documentationVersionHandlers } from './documentation/versions.ts';
import { accessAssociationHandlers } from './domains/access-associations.ts';
import { basePathMappingHandlers } from './domains/base-path-mappings.ts';
import { domainNameHandlers } from './domains/domain-names.ts';
import { exportHandlers } from './export/get-export.ts';
import { flushHandlers } from './flush.ts';
import { gatewayResponseHandlers } from './gateway-responses.ts';
import { importHandlers } from './import/import.ts';
import { integrationResponseHandlers } from './integration-responses.ts';
import { integrationHandlers } from './integrations.ts';
import { keyHandlers } from './keys/keys.ts';
import { restLater } from './later.ts';
import { methodResponseHandlers } from './method-responses.ts';
import { methodHandlers } from './methods.ts';
import { modelHandlers } from './models.ts';
import type { RestControl } from './operations.ts';
import { requestValidatorHandlers } from './request-validators.ts';
import { resourceHandlers } from './resources.ts';
import { restApiHandlers } from './rest-apis.ts';
import { sdkHandlers } from './sdk/sdk.ts';
import { stageHandlers } from './stages.ts';
import { testInvokeHandlers } from './test-invoke.ts';

export type { RestControl } from './operations.ts';
export { restLater };

/** What the operations of the REST control plane mean. RevisionConflict passes through: the caller answers it. */
export function restHandlers(control: RestControl): Handlers<'apigateway', (typeof restLater)[number]> {
  return {
    ...restApiHandlers(control),
    ...resourceHandlers(control),
    ...methodHandlers(control),
    ...methodResponseHandlers(control),
    ...integrationHandlers(control),
    ...integrationResponseHandlers(control),
    ...deploymentHandlers(control),
    ...stageHandlers(control),
    ...domainNameHandlers(control),
    ...basePathMappingHandlers(control),
    ...accessAssociationHandlers(control),
    ...accountHandlers(control),
    ...clientCertificateHandlers(control),
    ...vpcLinkHandlers(control),
    ...tagHandlers(control),
    ...modelHandlers(control),
    ...requestValidatorHandlers(control),
    ...gatewayResponseHandlers(control),
    ...authorizerHandlers(control),
    ...flushHandlers(control),
    ...keyHandlers(control),
    ...exportHandlers(control),
    ...importHandlers(control),
    ...documentationPartHandlers(control),
    ...documentationVersionHandlers(control),
    ...documentationImportHandlers(control),
    ...sdkHandlers(control),
    ...testInvokeHandlers(control),
  };
}
