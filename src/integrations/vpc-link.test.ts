import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ResolvedVpcLink } from '../definition/definition.ts';
import type { HttpEndpointRequest } from './http-proxy.ts';
import { throughVpcLink } from './vpc-link.ts';

const RQ: HttpEndpointRequest = {
  origin: 'https://internal.example',
  method: 'GET',
  path: '/a?b',
  headers: ['Host', 'internal.example'],
  body: undefined,
  timeoutMs: 1000,
  insecureSkipVerification: false,
};
const link = { scope: '123456789012/eu-west-1', id: 'abc123', target: null };

test('a request goes to where its link leads, with the Host and path of its URI', async () => {
  const sent: HttpEndpointRequest[] = [];
  const asked: ResolvedVpcLink[] = [];
  const originOf = async (link: ResolvedVpcLink) => {
    asked.push(link);
    return 'http://10.0.0.1:8080';
  };
  await throughVpcLink(link, originOf, async (rq) => {
    sent.push(rq);
    return { answer: 'timeout' };
  })(RQ);
  assert.deepEqual(asked, [link]);
  assert.deepEqual(sent, [{ ...RQ, origin: 'http://10.0.0.1:8080' }]);
});

test('a link that leads nowhere is an address that there is not: nothing is sent to the public one', async () => {
  const send = throughVpcLink(
    link,
    async () => undefined,
    () => assert.fail('it was sent'),
  );
  assert.deepEqual(await send(RQ), {
    answer: 'no address',
    detail: 'VPC link "abc123" leads to no address (--vpc-links)',
  });
});
