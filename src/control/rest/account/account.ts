import { type AccountRecord, accountKey } from '../../../definition/definition.ts';
import type { Account } from '../../../model/generated/apigateway.ts';
import { badRequest } from '../errors.ts';
import { find } from '../lookup.ts';
import type { RestControl, RestHandlers } from '../operations.ts';
import { applyPatch, type Patch, type PatchTable } from '../patch.ts';

/** What AWS shows besides the role: its quotas (aws-behaviour.md §3.1), unless the operator has set the limit that is in force. */
// deviation: No rate is in force for an account unless --account-throttle sets one; GetAccount shows AWS's then.
const FIXED: Account = {
  throttleSettings: { burstLimit: 5000, rateLimit: 10_000 },
  features: ['UsagePlans'],
  apiKeyVersion: '4',
};

export function accountHandlers({
  store,
  accountThrottle: throttleSettings,
}: RestControl): RestHandlers<'GetAccount' | 'UpdateAccount'> {
  const accountView = (account: AccountRecord | undefined): Account => ({
    ...account,
    ...FIXED,
    ...(throttleSettings === undefined ? {} : { throttleSettings }),
  });
  return {
    async GetAccount(_input, call) {
      return accountView(await find(store, accountKey(call.scope)));
    },

    async UpdateAccount(input, call) {
      return store.transact(async (tx) => {
        const before = (await find(tx, accountKey(call.scope))) ?? {};
        const after = applyPatch(before, input.patchOperations, accountPatches);
        tx.put(accountKey(call.scope), after);
        return accountView(after);
      });
    },
  };
}

const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/;

/** Paths: API reference, "Patch Operations". An empty role takes it away, which is what Terraform's reset_on_delete sends. */
// deviation: The role for CloudWatch is stored without a look at what it may do: there are no CloudWatch logs to write to.
const accountPatches: PatchTable<AccountRecord> = {
  wording: 'listed',
  rules: [
    {
      path: '/cloudwatchRoleArn',
      ops: ['replace'],
      apply(draft, { value = '' }) {
        // Quoted from AWS in the Terraform provider's account.go.
        if (value !== '' && !ROLE_ARN.test(value)) throw badRequest('The role ARN is not well formed');
        if (value === '') delete draft.cloudwatchRoleArn;
        else draft.cloudwatchRoleArn = value;
      },
    },
    { path: '/features', ops: ['add', 'remove'], apply: checkFeature },
  ],
};

/** There is one feature; it is on, and cannot be taken away (the same page). */
// deviation: The sentences about account features are ours; AWS's are not recorded.
function checkFeature(_draft: unknown, { op, value }: Patch): void {
  if (value !== 'UsagePlans') throw badRequest('Invalid feature specified. Valid options are UsagePlans');
  if (op === 'remove') throw badRequest('The feature UsagePlans cannot be removed');
}
