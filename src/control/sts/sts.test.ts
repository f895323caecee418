import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadModel } from '../../model/model.ts';
import { compileService } from '../../protocol/protocol.ts';
import { later, stsHandlers } from './sts.ts';

test('the caller is its account', async () => {
  const service = compileService(loadModel('sts'), stsHandlers(), later);
  const answer = await service.answer(
    {
      method: 'POST',
      path: '/',
      query: '',
      headers: () => undefined,
      body: Buffer.from('Action=GetCallerIdentity&Version=2011-06-15'),
    },
    { requestId: 'r', account: '123456789012', region: 'eu-west-1' },
  );
  assert.equal(answer.status, 200);
  const [, inner] = /<GetCallerIdentityResult>(.*)<\/GetCallerIdentityResult>/.exec(String(answer.body)) ?? [];
  const members = [
    'Arn>arn:aws:iam::123456789012:root</Arn>',
    'UserId>123456789012</UserId>',
    'Account>123456789012</Account>',
  ];
  for (const member of members) assert.ok(inner?.includes(`<${member}`), `${member} in ${inner}`);
});
