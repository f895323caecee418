import { type Body, newStage, type RestClient } from '../rest.fixture.ts';

export const EDGE_CERTIFICATE = 'arn:aws:acm:us-east-1:111111111111:certificate/a1b2c3d4-5678-90ab-cdef';
export const REGIONAL_CERTIFICATE = 'arn:aws:acm:us-east-1:111111111111:certificate/fb1b9770-a305-495d-aefb';

export function newRegional(rest: RestClient, domainName = 'api.example.com', input: object = {}): Promise<Body> {
  return rest.ok('POST', '/domainnames', {
    domainName,
    regionalCertificateArn: REGIONAL_CERTIFICATE,
    endpointConfiguration: { types: ['REGIONAL'] },
    ...input,
  });
}

export function newPrivate(rest: RestClient, domainName = 'private.example.com', input: object = {}): Promise<Body> {
  return rest.ok('POST', '/domainnames', {
    domainName,
    certificateArn: EDGE_CERTIFICATE,
    endpointConfiguration: { types: ['PRIVATE'] },
    ...input,
  });
}

/** An API with stage `dev`. @returns its id */
export async function newStagedApi(rest: RestClient): Promise<string> {
  return (await newStage(rest)).at.slice('/restapis/'.length);
}
