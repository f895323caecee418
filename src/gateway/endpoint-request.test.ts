import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { from, proxy, upstream, valuesOf } from './endpoint.fixture.ts';
import { API, HOST, http } from './gateway.fixture.ts';

describe('what an HTTP endpoint is sent (aws-behaviour.md §1.8)', () => {
  test('values of the URI, then mapped, then the client’s (recorded: test_http_proxy_integration_request_data_mappings)', async () => {
    await using up = await upstream();
    const record = http(`${up.uri}/?testVar={pathVar}&testQs={qsVar}`, {
      httpMethod: 'POST',
      ...from({
        'header.headerVar': 'method.request.header.foobar',
        'path.qsVar': 'method.request.querystring.testVar',
        'path.pathVar': 'method.request.path.pathVariable',
        'querystring.queryString': 'method.request.querystring.testQueryString',
        'querystring.testQs': 'method.request.querystring.testQueryString',
        'querystring.testEmptyQs': 'method.request.header.emptyheader',
      }),
    });
    await using gateway = await proxy(record, '/{pathVariable}');
    const headers = ['foobar: mapped-value', 'headerVar: request-value', 'Content-Type: application/json'];
    await gateway.send('PUT /prod/foobar?testQueryString=foo&testVar=bar', headers, '{"message":"hello world"}');
    const [seen] = up.requests;
    assert.equal(seen?.method, 'POST');
    assert.equal(seen?.body, '{"message":"hello world"}');
    const args = new URL(seen?.url ?? '', up.uri).searchParams;
    assert.deepEqual(
      ['queryString', 'testQs', 'testQueryString', 'testVar', 'testEmptyQs'].map((name) => args.getAll(name).join()),
      ['foo', 'bar,foo', 'foo', 'foobar,bar', ''],
    );
    assert.deepEqual(valuesOf(seen?.headers, 'headervar'), ['mapped-value']);
    assert.deepEqual(valuesOf(seen?.headers, 'foobar'), ['mapped-value']);
  });

  test('the headers (recorded: test_apigateway_header_remapping_http[HTTP_PROXY] "no-param-integration")', async () => {
    await using up = await upstream();
    await using gateway = await proxy(http(up.uri, { httpMethod: 'POST' }));
    const passed = ['Accept', 'Accept-Charset', 'Accept-Encoding', 'Age', 'Authorization', 'Content-Type', 'Date'];
    passed.push('Pragma', 'Range', 'Referer', 'User-Agent', 'Warn');
    const dropped = [
      'Content-Encoding',
      'Content-MD5',
      'Max-Forwards',
      'Proxy-Authenticate',
      'Server',
      'TE',
      'Trailer',
    ];
    dropped.push('Via', 'WWW-Authenticate');
    await gateway.send(
      'GET /prod/x',
      [...passed, ...dropped].map((name) => `${name}: v`),
    );
    const added = ['Host', 'X-Amzn-Apigateway-Api-Id', 'X-Amzn-Trace-Id', 'X-Forwarded-For', 'X-Forwarded-Port'];
    added.push('X-Forwarded-Proto', 'Connection', 'Content-Length');
    const names = up.requests[0]?.headers.filter((_, i) => i % 2 === 0).sort();
    assert.deepEqual(names, [...passed, ...added].sort());
    assert.deepEqual(valuesOf(up.requests[0]?.headers, 'host'), [up.host]);
    assert.deepEqual(valuesOf(up.requests[0]?.headers, 'content-length'), ['0']);
    assert.deepEqual(valuesOf(up.requests[0]?.headers, 'x-amzn-apigateway-api-id'), [API]);
  });

  test('mapped headers (recorded there as "full-integration"): all but Connection, Expect, Proxy-Authenticate, TE, Via', async () => {
    await using up = await upstream();
    const sent = ['Accept', 'Authorization', 'Content-Encoding', 'Content-MD5', 'Content-Type', 'Date', 'Max-Forwards'];
    sent.push('Server', 'Trailer', 'User-Agent', 'WWW-Authenticate');
    const lost = ['Connection', 'Expect', 'Proxy-Authenticate', 'TE', 'Via', 'Keep-Alive', 'Upgrade'];
    const mappings = Object.fromEntries([...sent, ...lost].map((name) => [`header.${name}`, "'mapped'"]));
    await using gateway = await proxy(http(up.uri, from({ ...mappings, 'header.Host': 'method.request.header.Host' })));
    const response = await gateway.send('GET /prod/x', ['accept: client', 'date: client']);
    assert.equal(response.status, 200);
    for (const name of sent) assert.deepEqual(valuesOf(up.requests[0]?.headers, name), ['mapped'], name);
    for (const name of lost) assert.notDeepEqual(valuesOf(up.requests[0]?.headers, name), ['mapped'], name);
    assert.deepEqual(valuesOf(up.requests[0]?.headers, 'Host'), [HOST]);
  });

  test('a mapping from nothing leaves the client’s header and our defaults alone (§1.9)', async () => {
    await using up = await upstream();
    const absent = 'method.request.header.absent';
    const mappings = {
      'header.X-A': absent,
      'header.Host': absent,
      'header.User-Agent': "''",
      'header.X-B': 'method.request.header.Server',
    };
    await using gateway = await proxy(http(up.uri, from(mappings)));
    await gateway.send('GET /prod/x', ['X-A: client', 'Server: dropped']);
    const seen = up.requests[0]?.headers;
    assert.deepEqual(
      ['x-a', 'host', 'user-agent', 'x-b'].map((name) => valuesOf(seen, name)),
      [['client'], [up.host], [`AmazonAPIGateway_${API}`], []],
    );
  });

  test('the last of several values, all of them, and the exact spelling (§1.9)', async () => {
    await using up = await upstream();
    const record = http(
      up.uri,
      from({
        'header.X-Last': 'method.request.header.X-A',
        'header.X-All': 'method.request.multivalueheader.X-A',
        'header.X-Other': 'method.request.header.x-a',
        'header.X-Stage': 'context.stage',
        'header.X-Variable': 'stageVariables.v',
        'querystring.all': 'method.request.multivaluequerystring.q',
        'querystring.last': 'method.request.querystring.q',
      }),
    );
    await using gateway = await proxy(record, '/{proxy+}', { v: 'var' });
    await gateway.send('GET /prod/x?q=1&q=2', ['X-A: 1', 'X-A: 2']);
    const [seen] = up.requests;
    assert.deepEqual(
      ['x-last', 'x-all', 'x-other', 'x-stage', 'x-variable'].map((name) => valuesOf(seen?.headers, name).join()),
      ['2', '1,2', '', 'prod', 'var'],
    );
    assert.equal(seen?.url, '/?all=1&all=2&last=2&q=1&q=2');
  });

  test('path placeholders and stage variables in the URI; the query as the client encoded it', async () => {
    await using up = await upstream();
    const record = http(
      'http://${stageVariables.host}/base/{p}/{unmapped}',
      from({ 'path.p': 'method.request.path.proxy' }),
    );
    await using gateway = await proxy(record, '/{proxy+}', { host: up.host });
    await gateway.send('GET /prod/a%20b//c%2Fd/?x=%2B&y=a+b&z');
    assert.equal(up.requests[0]?.url, '/base/a%20b//c%2Fd/{unmapped}?x=%2B&y=a+b&z');
  });

  test('a body of known length is streamed, one in chunks gets a length', async () => {
    await using up = await upstream((_, rs, body) => rs.end(String(body.length)));
    await using gateway = await proxy(http(up.uri));
    const big = Buffer.alloc(3_000_000, 'x');
    assert.equal((await gateway.send('POST /prod/x', [], big)).body.toString(), '3000000');
    const wire = await gateway.open();
    wire.socket.write(
      `POST /prod/x HTTP/1.1\r\nHost: ${HOST}\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n`,
    );
    assert.equal((await wire.response()).body.toString(), '3');
    assert.deepEqual(valuesOf(up.requests[1]?.headers, 'content-length'), ['3']);
    assert.deepEqual(valuesOf(up.requests[1]?.headers, 'transfer-encoding'), []);
  });
});

describe('what a client can put into a mapped value', () => {
  const decoded = '%0d%0aX-Injected:%201%20HTTP/1.1%0d%0a';

  test('line breaks in a header are a 500 and nothing is sent', async () => {
    await using up = await upstream();
    await using gateway = await proxy(http(up.uri, from({ 'header.X-A': 'method.request.querystring.q' })));
    const response = await gateway.send(`GET /prod/x?q=${decoded}`);
    assert.deepEqual([response.status, response.body.toString()], [500, '{"message": "Internal server error"}']);
    assert.equal(up.requests.length, 0);
  });

  test('in a path or query they are escaped, and end neither', async () => {
    await using up = await upstream();
    const q = 'method.request.querystring.q';
    const record = http(`${up.uri}/a/{q}/b?own={q}&end=1`, from({ 'path.q': q, 'querystring.mapped': q }));
    await using gateway = await proxy(record);
    await gateway.send(`GET /prod/x?q=${decoded}%3Fa%26b%23c%2525`);
    const [seen] = up.requests;
    assert.deepEqual(valuesOf(seen?.headers, 'x-injected'), []);
    const url = new URL(seen?.url ?? '', up.uri);
    const value = '\r\nX-Injected: 1 HTTP/1.1\r\n?a&b#c%25';
    assert.equal(decodeURIComponent(url.pathname), `/a/${value}/b`);
    assert.deepEqual(url.searchParams.getAll('own'), [value]);
    assert.deepEqual(url.searchParams.getAll('end'), ['1']);
    assert.deepEqual(url.searchParams.getAll('mapped'), [value]);
  });

  test('replacement patterns and other placeholders are text', async () => {
    await using up = await upstream();
    const record = http(
      `${up.uri}/{a}/{b}`,
      from({ 'path.a': 'method.request.querystring.a', 'path.b': 'method.request.querystring.b' }),
    );
    await using gateway = await proxy(record);
    await gateway.send('GET /prod/x?a=%7Bb%7D&b=%24%26%24%60');
    assert.match(up.requests[0]?.url ?? '', /^\/\{b\}\/\$&\$`\?/);
  });
});
