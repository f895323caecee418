import type { Handlers } from '../../protocol/protocol.ts';
import { accountHandlers } from './account/account.ts';
import { clientCertificateHandlers } from './account/client-certificates.ts';
import { tagHandlers } from './account/tags.ts';
import { vpcLinkHandlers } from './account/vpc-links.ts';
import { restApiHandlers } from './apis/rest-apis.ts';
import { documentationImportHandlers } from './documentation/import.ts';
import { documentationPartHandlers } from './documentation/parts.ts';
import { documentationVersionHandlers } from './documentation/versions.ts';
import { accessAssociationHandlers } from './domains/access-associations.ts';
import { basePathMappingHandlers } from './domains/base-path-mappings.ts';
import { domainNameHandlers } from './domains/domain-names.ts';
import { exportHandlers } from './export/get-export.ts';
import { importHandlers } from './import/import.ts';
import { keyHandlers } from './keys/keys.ts';
import { restLater } from './later.ts';
import { integrationResponseHandlers } from './methods/integration-responses.ts';
import { integrationHandlers } from './methods/integrations.ts';
import { methodResponseHandlers } from './methods/method-responses.ts';
import { methodHandlers } from './methods/methods.ts';
import { resourceHandlers } from './methods/resources.ts';
import { testInvokeHandlers } from './methods/test-invoke.ts';
import type { RestControl } from './operations.ts';
import { authorizerHandlers } from './parts/authorizers.ts';
import { gatewayResponseHandlers } from './parts/gateway-responses.ts';
import { modelHandlers } from './parts/models.ts';
import { requestValidatorHandlers } from './parts/request-validators.ts';
import { sdkHandlers } from './sdk/sdk.ts';
import { deploymentHandlers } from './stages/deployments.ts';
import { flushHandlers } from './stages/flush.ts';
import { stageHandlers } from './stages/stages.ts';

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
