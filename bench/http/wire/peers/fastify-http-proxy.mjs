// A proxy as @fastify/http-proxy's own page sets it up; arguments: port, URL of the upstream.
import proxy from '@fastify/http-proxy';
import fastify from 'fastify';

const [port, upstream] = process.argv.slice(2);
const app = fastify({ bodyLimit: 16 * 1024 * 1024 });
app.register(proxy, { upstream });
await app.listen({ port: Number(port), host: '127.0.0.1' });
