/**
 * The least that can answer: a socket that writes the same bytes for every request, without reading it. What the load generator
 * reaches against it is the rate up to which the generator is not the bottleneck. `node bench/ceiling.ts '<body>'` prints its port.
 */
import { createServer } from 'node:net';

const body = process.argv[2] ?? '';
const answer = Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);

const server = createServer({ noDelay: true }, (socket) => {
  // One request comes in one segment: the generator sends the next only after the answer.
  socket.on('data', () => socket.write(answer));
  socket.on('error', () => socket.destroy());
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' ? address?.port : address);
});
