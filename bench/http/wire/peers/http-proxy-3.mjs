// A proxy that keeps its connections to the upstream; arguments: port, URL of the upstream.
import { Agent } from 'node:http';
import { createProxyServer } from 'http-proxy-3';

const [port, target] = process.argv.slice(2);
const proxy = createProxyServer({ target, agent: new Agent({ keepAlive: true }) });
proxy.on('error', (error, _request, response) => {
  console.error(error);
  response.writeHead?.(502);
  response.end();
});
proxy.listen(Number(port), '127.0.0.1');
