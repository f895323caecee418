import type { UsagePlanRecord } from '../../../definition/definition.ts';
import { copyOf, setMember } from '../../../lib/json.ts';
import type { QuotaSettings } from '../../../model/generated/apigateway.ts';
import { badRequest } from '../errors.ts';
import { bounded, type Draft, type PatchOp, type PatchOperationInput, unescapePointer } from '../patch.ts';
import { checkPlanName, checkPlanText, noStage, positive, readQuota, readThrottle, whole } from './usage-plan-rules.ts';

/**
 * UpdateUsagePlan (patch paths: API reference). A table of its own kind: the path of a resource may stand in a path with its
 * slashes as they are, as Terraform writes it, or escaped.
 */

type PlanDraft = Omit<Draft<UsagePlanRecord>, 'quota'> & { quota?: Draft<QuotaSettings> };

interface Rule {
  /** As AWS lists it. */
  readonly path: string;
  /** The paths that it means; its groups are what `apply` gets. */
  readonly pattern: RegExp;
  readonly ops: readonly PatchOp[];
  readonly apply: (draft: PlanDraft, value: string | undefined, at: readonly string[], op: PatchOp) => void;
}

const SET = ['add', 'replace'] as const;

/** In the order that AWS lists those in that can be removed (boto/boto3#2629); that of the others is the reference's. */
const RULES: readonly Rule[] = [
  {
    path: '/name',
    pattern: /^\/name$/,
    ops: ['replace'],
    apply(draft, value = '') {
      checkPlanName(value);
      draft.name = value;
    },
  },
  {
    path: '/description',
    pattern: /^\/description$/,
    ops: ['replace'],
    apply(draft, value = '') {
      checkPlanText('description', value, 125_000);
      if (value === '') delete draft.description;
      else draft.description = value;
    },
  },
  { path: '/apiStages', pattern: /^\/apiStages$/, ops: ['add', 'remove'], apply: patchStages },
  {
    path: '/quota',
    pattern: /^\/quota$/,
    ops: ['remove'],
    apply(draft) {
      delete draft.quota;
    },
  },
  {
    path: '/throttle',
    pattern: /^\/throttle$/,
    ops: ['remove'],
    apply(draft) {
      delete draft.throttle;
    },
  },
  {
    path: '/productCode',
    pattern: /^\/productCode$/,
    ops: ['add', 'replace', 'remove'],
    apply(draft, value = '', _at, op) {
      checkPlanText('productCode', value, 1024);
      if (op === 'remove' || value === '') delete draft.productCode;
      else draft.productCode = value;
    },
  },
  {
    path: '/apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>',
    pattern: /^\/apiStages\/([^/]+)\/throttle\/(.+\/[A-Z]+)$/,
    ops: ['remove'],
    apply(draft, _value, [name = '', method = '']) {
      const stage = stageOf(draft, name);
      const key = methodKey(method);
      if (stage.throttle === undefined || !Object.hasOwn(stage.throttle, key)) {
        // deviation: The sentence for a method throttle that is not there is ours; AWS's is not recorded.
        throw badRequest(`Invalid method ${key} specified for API Stage ${name}`);
      }
      delete stage.throttle[key];
      if (Object.keys(stage.throttle).length === 0) delete stage.throttle;
    },
  },
  {
    path: '/apiStages/<apidId:stageName>/throttle',
    pattern: /^\/apiStages\/([^/]+)\/throttle$/,
    ops: ['add', 'replace', 'remove'],
    apply: patchThrottles,
  },
  {
    path: '/apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>/rateLimit',
    pattern: /^\/apiStages\/([^/]+)\/throttle\/(.+\/[A-Z]+)\/rateLimit$/,
    ops: SET,
    apply(draft, value, [name = '', method = '']) {
      throttleOf(draft, name, method).rateLimit = readNumber('rateLimit', value);
    },
  },
  {
    path: '/apiStages/<apidId:stageName>/throttle/<resourcePath>/<httpMethod>/burstLimit',
    pattern: /^\/apiStages\/([^/]+)\/throttle\/(.+\/[A-Z]+)\/burstLimit$/,
    ops: SET,
    apply(draft, value, [name = '', method = '']) {
      throttleOf(draft, name, method).burstLimit = readWhole('burstLimit', value);
    },
  },
  {
    path: '/throttle/rateLimit',
    pattern: /^\/throttle\/rateLimit$/,
    ops: SET,
    apply(draft, value) {
      draft.throttle = { ...draft.throttle, rateLimit: readNumber('rateLimit', value) };
    },
  },
  {
    path: '/throttle/burstLimit',
    pattern: /^\/throttle\/burstLimit$/,
    ops: SET,
    apply(draft, value) {
      draft.throttle = { ...draft.throttle, burstLimit: readWhole('burstLimit', value) };
    },
  },
  {
    path: '/quota/limit',
    pattern: /^\/quota\/limit$/,
    ops: SET,
    apply(draft, value) {
      draft.quota = { ...draft.quota, limit: readWhole('quota limit', value) };
    },
  },
  {
    path: '/quota/offset',
    pattern: /^\/quota\/offset$/,
    ops: SET,
    apply(draft, value) {
      draft.quota = { ...draft.quota, offset: readWhole('quota offset', value) };
    },
  },
  {
    path: '/quota/period',
    pattern: /^\/quota\/period$/,
    ops: SET,
    apply(draft, value = '') {
      // `readQuota` looks at it when all operations are applied.
      draft.quota = { ...draft.quota, period: value as 'DAY' };
    },
  },
];

/** Applies patch operations in their order; the first that is refused refuses all. @returns the next version */
export function patchUsagePlan(
  plan: UsagePlanRecord,
  operations: readonly PatchOperationInput[] | undefined,
): UsagePlanRecord {
  const draft = copyOf(plan) as PlanDraft;
  for (const { op = 'replace', path = 'null', value } of bounded(operations)) {
    const rule = RULES.find(({ pattern, ops }) => pattern.test(path) && ops.includes(op as PatchOp));
    if (rule === undefined) throw refusal(op, path);
    rule.apply(draft, value, rule.pattern.exec(path)?.slice(1) ?? [], op as PatchOp);
  }
  const { quota, ...rest } = draft;
  return { ...rest, ...(quota === undefined ? {} : { quota: readQuota(quota) }) };
}

function refusal(op: string, path: string): Error {
  const possible = RULES.filter(({ ops }) => ops.includes(op as PatchOp)).map((rule) => rule.path);
  const start = `Invalid patch path  '${path}' specified for op '${op}'.`;
  return badRequest(
    possible.length === 0
      ? `${start} Please choose supported operations`
      : `${start} Must be one of: [${possible.join(', ')}]`,
  );
}

/** The value is `{api}:{stage}` (recorded: test_usage_plan_crud). Adding what is there changes nothing. */
function patchStages(draft: PlanDraft, value: string | undefined, _at: readonly string[], op: PatchOp): void {
  const [apiId, stage] = splitStage(value);
  const index = draft.apiStages.findIndex((other) => other.apiId === apiId && other.stage === stage);
  if (op === 'add') {
    if (index < 0) draft.apiStages.push({ apiId, stage });
  } else if (index < 0) throw noStage(apiId, stage, draft.id);
  else draft.apiStages.splice(index, 1);
}

/** All method throttles of a stage at once: `{"/pets/GET": {"rateLimit": 1, "burstLimit": 2}}` as JSON. */
// deviation: AWS does not document the value with which all method throttles of a stage are replaced; here it is the JSON of their map.
function patchThrottles(draft: PlanDraft, value: string | undefined, at: readonly string[], op: PatchOp): void {
  const stage = stageOf(draft, at[0] ?? '');
  if (op === 'remove') {
    delete stage.throttle;
    return;
  }
  for (const [method, settings] of Object.entries(parseMap(value))) {
    stage.throttle ??= {};
    setMember(stage.throttle, methodKey(method), readThrottle(settings));
  }
}

function parseMap(value: string | undefined): { [method: string]: { rateLimit?: number; burstLimit?: number } } {
  try {
    const map: unknown = JSON.parse(value ?? '');
    const isMap = (thing: unknown): thing is object =>
      typeof thing === 'object' && thing !== null && !Array.isArray(thing);
    if (isMap(map) && Object.values(map).every(isMap)) return map as ReturnType<typeof parseMap>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw badRequest('Invalid throttle specified');
}

function splitStage(value: string | undefined): readonly [apiId: string, stage: string] {
  const [apiId, stage, ...more] = (value ?? '').split(':');
  if (!apiId || !stage || more.length > 0) throw badRequest('Invalid API Stage specified');
  return [apiId, stage];
}

function stageOf(draft: PlanDraft, name: string): PlanDraft['apiStages'][number] {
  const [apiId, stage] = splitStage(unescapePointer(name));
  const found = draft.apiStages.find((other) => other.apiId === apiId && other.stage === stage);
  if (found === undefined) throw noStage(apiId, stage, draft.id);
  return found;
}

function throttleOf(draft: PlanDraft, name: string, method: string): { rateLimit?: number; burstLimit?: number } {
  const stage = stageOf(draft, name);
  const key = methodKey(method);
  stage.throttle ??= {};
  if (!Object.hasOwn(stage.throttle, key)) setMember(stage.throttle, key, {});
  return stage.throttle[key] as { rateLimit?: number; burstLimit?: number };
}

/** `/pets/GET` of `/pets/GET`, `pets/GET` and `~1pets/GET`: the key that plans show (Terraform's `path`). */
function methodKey(method: string): string {
  const key = unescapePointer(method);
  return key.startsWith('/') ? key : `/${key}`;
}

function readNumber(member: string, value: string | undefined): number {
  return positive(member, value === undefined || value.trim() === '' ? Number.NaN : Number(value));
}

function readWhole(member: string, value: string | undefined): number {
  return whole(member, readNumber(member, value));
}
