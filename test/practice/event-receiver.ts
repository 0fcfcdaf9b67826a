import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { PracticeEvent } from '../../practice/event-sender.js';

export const SECRET = `whsec_${Buffer.from('a secret of the practice plant!').toString('base64')}`;

/** Takes signed events, or refuses them as often as asked; a signature that does not fit throws. */
export async function startReceiver() {
  const taken: PracticeEvent[] = [];
  const raw: string[] = [];
  const state = { refuse: 0, asked: 0 };
  const receive: (...call: Parameters<RequestListener>) => Promise<void> = async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    state.asked += 1;
    new Webhook(SECRET).verify(body, request.headers as Record<string, string>, { jsonParse: false });
    if (state.refuse > 0) {
      state.refuse -= 1;
      response.writeHead(503).end();
      return;
    }
    raw.push(body);
    if (body.startsWith('{"specversion"')) taken.push(JSON.parse(body) as PracticeEvent);
    response.writeHead(202).end();
  };
  const server = createServer((request, response) => void receive(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { taken, raw, state, target: { url: `http://127.0.0.1:${port}/v1/events`, secret: SECRET }, stop };
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;
