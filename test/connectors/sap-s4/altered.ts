import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import { request } from 'undici';
import type { SapPlant } from '../../../connectors/sap-s4/practice/index.js';
import type { Erp } from '../../../contracts/ports.js';
import { connectTo } from './harness.js';

type Entity = Record<string, unknown>;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A connector to a system that answers reads of a path as another release, or another customer's, would. */
export async function altered(
  plant: SapPlant,
  path: string,
  alter: (d: Entity) => void,
  differing: Record<string, unknown> = {},
): Promise<Erp> {
  const server = createServer((call, response) => {
    answer(`${plant.url}${call.url}`, call.headers).then(
      ({ status, d, body }) => {
        if (d && call.url?.includes(path)) alter(d);
        response.writeHead(status, { 'content-type': 'application/json' }).end(d ? JSON.stringify({ d }) : body);
      },
      () => response.destroy(),
    );
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return connectTo(plant, { url: `http://127.0.0.1:${port}`, ...differing });
}

async function answer(url: string, { authorization = '' }: IncomingHttpHeaders) {
  const reply = await request(url, { headers: { authorization } });
  const body = await reply.body.text();
  const { d } = JSON.parse(body) as { d?: Entity };
  return { status: reply.statusCode, d, body };
}

/** What hangs on an entity, or stands in a list. */
export const below = (d: Entity, ...path: string[]): Entity[] => {
  const [next, ...rest] = path;
  const { results } = (next === undefined ? d : (d[next] as Entity)) as { results: Entity[] };
  return rest.length > 0 ? results.flatMap((one) => below(one, ...rest)) : results;
};
