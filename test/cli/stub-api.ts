import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export interface Received {
  method: string;
  /** With its query. */
  path: string;
  key: string | undefined;
  authorization: string | undefined;
  body: unknown;
}

export interface Reply {
  status?: number;
  body: unknown;
}

/** An API that answers as it is told, and remembers what it was asked. */
export interface StubApi {
  url: string;
  received: Received[];
  /** From now on; several replies are given one after the other, the last one again and again. */
  on(method: string, path: string, ...replies: Reply[]): void;
  /** The same for the outcome of any action: commands name theirs by chance. */
  anyAction(...replies: Reply[]): void;
  reset(): void;
}

/** Ends after the file's last test. */
export async function startStubApi(): Promise<StubApi> {
  const replies = new Map<string, Reply[]>();
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const text = Buffer.concat(chunks).toString();
      const key = headers['idempotency-key'];
      received.push({
        ...{ method, path, authorization: headers.authorization },
        key: typeof key === 'string' ? key : undefined,
        body: text ? JSON.parse(text) : undefined,
      });
      const [address = ''] = path.split('?');
      const isAction = method === 'GET' && /\/actions\/[^/]+$/.test(address);
      const waiting = replies.get(isAction ? ANY_ACTION : `${method} ${address}`) ?? [];
      const reply = (waiting.length > 1 ? waiting.shift() : waiting[0]) ?? notFound;
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => void server.close());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    on: (method, path, ...given) => void replies.set(`${method} ${path}`, given),
    anyAction: (...given) => void replies.set(ANY_ACTION, given),
    reset() {
      replies.clear();
      received.length = 0;
    },
  };
}

const ANY_ACTION = 'any action';
const notFound: Reply = { status: 404, body: { status: 404, code: 'NOT_FOUND', detail: 'There is no such thing.' } };
