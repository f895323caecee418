/**
 * The upstream of what is about bodies, and of everything where there is no nginx: reads a request to its end, then answers
 * `/bytes-N` with N bytes and all else with the small JSON. `node upstream-server.ts <port>`
 */
import { createServer } from 'node:http';
import { bodyOf, SMALL } from './contender.ts';

const bodies = new Map<string, Buffer>();

function answerTo(path: string): Buffer {
  const known = bodies.get(path);
  if (known !== undefined) return known;
  const size = /^\/bytes-(\d{1,8})$/.exec(path)?.[1];
  const body = Buffer.from(size === undefined ? SMALL : bodyOf(Number(size)));
  if (bodies.size < 100) bodies.set(path, body);
  return body;
}

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    const body = answerTo(request.url ?? '');
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
  });
});
server.keepAliveTimeout = 310_000;
server.listen({ port: Number(process.argv[2]), host: '127.0.0.1', backlog: 4096 });
