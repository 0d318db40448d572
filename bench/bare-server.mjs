import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';

// The reference: Node's own server with one page, the bytes of which come on standard input.
const body = await buffer(process.stdin);
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-encoding': 'br',
  'content-length': body.length,
};
const server = createServer((_request, response) => response.writeHead(200, headers).end(body));
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));
