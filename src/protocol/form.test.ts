import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadModel, type Model } from '../model/model.ts';
import { parseForm } from './form.ts';
import { chooseService, compileService } from './protocol.ts';
import { FormReaders } from './query-read.ts';

const form = (text: string) => parseForm(Buffer.from(text), '');
const tooLarge = {
  code: 'SerializationException',
  message: 'The form has more or longer parameters than any operation takes',
};

test('a form with more or longer parameters than any operation takes is refused before anything is made of it', () => {
  const many = (n: number) => Array.from({ length: n }, (_, i) => `a${i}=`).join('&');
  assert.equal(form(many(5_000)).children.size, 5_000);
  assert.throws(() => form(many(5_001)), tooLarge);
  assert.throws(() => form('&'.repeat(1_000_000)), tooLarge);
  assert.throws(() => parseForm(Buffer.alloc(0), many(5_001)), tooLarge);
  assert.throws(() => form(`a=${'x'.repeat(4 * 1024 * 1024)}`), tooLarge);
  // "Length Constraints: … Maximum length of 131072" (CreatePolicy), where every character takes nine.
  const document = `PolicyDocument=${encodeURIComponent('€'.repeat(131_072))}`;
  assert.equal(form(document).children.get('PolicyDocument')?.value?.length, 131_072);
});

test('who asks for a service by such a form asks for none, signed or not', () => {
  const server = (service: 'iam' | 'sts') => {
    const model = loadModel(service) as Model;
    return compileService(model, {} as never, Object.keys(model.operations) as never);
  };
  const body = Buffer.from(`Action=ListUsers${'&a=b'.repeat(5_000)}`);
  const request = { method: 'POST', path: '/', query: '', headers: () => undefined, body };
  assert.equal(chooseService([server('iam'), server('sts')])(request), undefined);
});

test('lists have no holes, and numbers are whole', () => {
  const read = (operation: string, text: string) => {
    const model = loadModel('iam') as Model;
    return new FormReaders(model).structure(model.operations[operation]?.input ?? '')(form(text));
  };
  assert.deepEqual(read('UntagRole', 'RoleName=r&TagKeys.member.2=b&TagKeys.member.1=a'), {
    RoleName: 'r',
    TagKeys: ['a', 'b'],
  });
  // How the AWS CLI sends an empty list.
  assert.deepEqual(read('UntagRole', 'RoleName=r&TagKeys='), { RoleName: 'r', TagKeys: [] });
  assert.throws(() => read('UntagRole', 'RoleName=r&TagKeys.member.1.x=y'), {
    code: 'MalformedInput',
    message: 'A list or map has an element without a value',
  });
  assert.deepEqual(read('ListRoles', 'MaxItems=007'), { MaxItems: 7 });
  for (const text of ['1.5', '0x10', '1e2', ' 1', '', '9007199254740993'])
    assert.throws(() => read('ListRoles', `MaxItems=${encodeURIComponent(text)}`), {
      code: 'MalformedInput',
      message: `${text} can not be converted to an Integer`,
    });
});
