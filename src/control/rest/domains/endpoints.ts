import { type DomainNameRecord, domainNamePath, regionOf } from '../../../definition/definition.ts';
import { newId } from '../../../lib/ids.ts';
import { privateArn } from '../account/arns.ts';
import type { Draft } from '../patch.ts';

type EndpointType = DomainNameRecord['endpointConfiguration']['types'][number];

/** The hosted zone of every CloudFront distribution (Route 53 API reference, AliasTarget). */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

/**
 * Gives a domain name the addresses that its endpoint types have and it lacks, and takes away those of types that it has no longer.
 * Addresses that it has stay as they are: DNS records point at them.
 */
export function provision(draft: Draft<DomainNameRecord>, scope: string): void {
  for (const type of Object.keys(PROVISION) as EndpointType[]) {
    const [give, takeAway] = PROVISION[type];
    if (draft.endpointConfiguration.types.includes(type)) give(draft, scope);
    else takeAway(draft);
  }
}

type Give = (draft: Draft<DomainNameRecord>, scope: string) => void;
type TakeAway = (draft: Draft<DomainNameRecord>) => void;

const PROVISION: { readonly [T in EndpointType]: readonly [Give, TakeAway] } = {
  EDGE: [
    (draft) => {
      draft.distributionDomainName ??= `d${newId(13)}.cloudfront.net`;
      draft.distributionHostedZoneId = CLOUDFRONT_ZONE;
    },
    (draft) => {
      delete draft.distributionDomainName;
      delete draft.distributionHostedZoneId;
    },
  ],
  REGIONAL: [
    (draft, scope) => {
      const region = regionOf(scope);
      draft.regionalDomainName ??= `d-${newId(10)}.execute-api.${region}.${suffixOf(region)}`;
      draft.regionalHostedZoneId = REGIONAL_ZONES.get(region) ?? ELSEWHERE;
    },
    (draft) => {
      delete draft.regionalDomainName;
      delete draft.regionalHostedZoneId;
    },
  ],
  PRIVATE: [
    (draft, scope) => {
      draft.domainNameId ??= newId(10);
      draft.domainNameArn = privateArn(scope, `/domainnames/${domainNamePath(draft.domainName, draft.domainNameId)}`);
    },
    () => {
      // A domain name is private, or is not, for as long as it exists.
    },
  ],
};

function suffixOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
}

// deviation: Regional domain names in regions that API Gateway is not known to have show the hosted zone of us-east-1.
const ELSEWHERE = 'Z1UJRXOUMOOFQ8';

/** Route 53 hosted zones of regional endpoints (AWS General Reference, "Amazon API Gateway endpoints and quotas"). */
const REGIONAL_ZONES: ReadonlyMap<string, string> = new Map([
  ['us-east-1', 'Z1UJRXOUMOOFQ8'],
  ['us-east-2', 'ZOJJZC49E0EPZ'],
  ['us-west-1', 'Z2MUQ32089INYE'],
  ['us-west-2', 'Z2OJLYMUO9EFXC'],
  ['af-south-1', 'Z2DHW2332DAMTN'],
  ['ap-east-1', 'Z3FD1VL90ND7K5'],
  ['ap-east-2', 'Z02909591O7FG9Q56HWB1'],
  ['ap-northeast-1', 'Z1YSHQZHG15GKL'],
  ['ap-northeast-2', 'Z20JF4UZKIW1U8'],
  ['ap-northeast-3', 'Z22ILHG95FLSZ2'],
  ['ap-south-1', 'Z3VO1THU9YC4UR'],
  ['ap-south-2', 'Z0853509Q1135NJ66RUH'],
  ['ap-southeast-1', 'ZL327KTPIQFUL'],
  ['ap-southeast-2', 'Z2RPCDW04V8134'],
  ['ap-southeast-3', 'Z10132843TYUYSLUG4HA3'],
  ['ap-southeast-4', 'Z092189423Y7RJK61311D'],
  ['ap-southeast-5', 'Z0314042F0KBUTZ3X5HF'],
  ['ap-southeast-7', 'Z048508712PZLK5NKG8R0'],
  ['ca-central-1', 'Z19DQILCV0OWEC'],
  ['ca-west-1', 'Z04745493436AWVTG1OQY'],
  ['eu-central-1', 'Z1U9ULNL0V5AJ3'],
  ['eu-central-2', 'Z09222482MK253X48U76H'],
  ['eu-north-1', 'Z3UWIKFBOOGXPP'],
  ['eu-south-1', 'Z3BT4WSQ9TDYZV'],
  ['eu-south-2', 'Z02499852UI5HEQ5JVWX3'],
  ['eu-west-1', 'ZLY8HYME6SFDD'],
  ['eu-west-2', 'ZJ5UAJN8Y3Z2Q'],
  ['eu-west-3', 'Z3KY65QIEKYHQQ'],
  ['il-central-1', 'Z07264553HBI44N5X2CKP'],
  ['me-central-1', 'Z08780021BKYYY8U0YHTV'],
  ['me-south-1', 'Z20ZBPC0SS8806'],
  ['mx-central-1', 'Z00020171WIGL5M88SHRM'],
  ['sa-east-1', 'ZCMLWB8V5SYIT'],
  ['us-gov-east-1', 'Z3SE9ATJYCRCZJ'],
  ['us-gov-west-1', 'Z1K6XKP9SAGWDV'],
]);
