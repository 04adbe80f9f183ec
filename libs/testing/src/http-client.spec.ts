import { createServer, type Server } from 'node:http';
import { request } from './http-client.ts';

describe('request', () => {
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer((message, response) => {
      const chunks: Buffer[] = [];
      message.on('data', (chunk: Buffer) => chunks.push(chunk));
      message.on('end', () => {
        const type = message.url === '/text' ? 'text/plain' : 'application/problem+json';
        response.writeHead(418, { 'content-type': type });
        const { method, headers } = message;
        const received = Buffer.concat(chunks).toString();
        response.end(JSON.stringify({ method, type: headers['content-type'], received }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = typeof address === 'object' ? `http://127.0.0.1:${String(address?.port)}` : '';
  });

  afterAll(() => server.close());

  it('sends JSON and reads problem+json, whatever the status', async () => {
    const { status, body } = await request(url, { body: { a: 1 } });
    expect(status).toBe(418);
    expect(body).toEqual({ method: 'POST', type: 'application/json', received: '{"a":1}' });
  });

  it('sends a string as it stands', async () => {
    const { body } = await request<{ received: string }>(url, { method: 'PUT', body: '{oops' });
    expect(body.received).toBe('{oops');
  });

  it('gives what is not JSON as text', async () => {
    const { body } = await request(`${url}/text`);
    expect(body).toContain('"method":"GET"');
  });
});
