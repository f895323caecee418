import type { Clock } from '../../lib/clock.ts';
import type { Handlers } from '../../protocol/protocol.ts';
import type { Store } from '../../store/store.ts';
import { configurationOf } from './configuration.ts';
import { checkRevision, errors } from './errors.ts';
import { publish } from './publish.ts';
import { readFunction, readVersion } from './records.ts';
import { unqualifiedReferenceOf } from './reference.ts';
import { refuseUnhonoured } from './unhonoured.ts';

export function versionHandlers(store: Store, clock: Clock): Pick<Handlers<'lambda'>, 'PublishVersion'> {
  return {
    async PublishVersion(input, call) {
      refuseUnhonoured(call.operation, input);
      const to = unqualifiedReferenceOf(call, input.FunctionName);
      return store.transact(async (tx) => {
        const record = await readFunction(tx, to);
        const latest = await readVersion(tx, to, '$LATEST');
        checkRevision(input.RevisionId, latest.RevisionId);
        if (input.CodeSha256 !== undefined && input.CodeSha256 !== '' && input.CodeSha256 !== latest.CodeSha256) {
          throw errors.InvalidParameterValueException(
            `CodeSHA256 (${input.CodeSha256}) is different from current CodeSHA256 in $LATEST (${latest.CodeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
          );
        }
        return configurationOf(await publish(tx, to, record, latest, clock.now(), input.Description));
      });
    },
  };
}
