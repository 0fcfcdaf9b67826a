import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { InboundEvent } from '../../contracts/events.js';
import { openStore } from '../../store/open.js';
import { confirmation } from '../setup/floor.js';
import { TEST_SECRET, testKey } from '../setup/landscape.js';
import { testTemporal } from '../setup/temporal.js';
import { cloudEvent, signed, startTestWorker, until } from './harness.js';

const temporal = await testTemporal();
const folder = mkdtempSync(join(tmpdir(), 'headrace-process-'));
const landscape = join(folder, 'landscape.json');
const store = `file:${join(folder, 'store.db')}`;
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const children: ChildProcess[] = [];

const rest = (source: string) => ({
  config: { url: 'http://127.0.0.1:1', token: 'practice' },
  events: { source, secrets: [TEST_SECRET] },
});
const sap = { url: 'http://127.0.0.1:1', user: 'U', password: 'P', companyCode: '1000', zone: 'America/Chicago' };
const file = {
  name: 'process',
  systems: {
    SAP: { connector: 'sap-s4', config: sap },
    MES: { connector: 'rest-mes', ...rest('/mes/P100') },
    WMS: { connector: 'rest-wms', ...rest('/wms/RDC1') },
  },
  plants: {
    P100: { company: '1000', zone: 'America/Chicago', systems: { erp: 'SAP', mes: 'MES', wms: 'WMS' } },
  },
  access: [{ name: 'admin', key: testKey('admin'), roles: ['admin'], plants: ['*'], companies: ['*'] }],
};

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address() as AddressInfo;
  server.close();
  return String(free);
}

/** The API as its users start it. */
function launch(more: Record<string, string>): { child: ChildProcess; said: () => string } {
  const main = fileURLToPath(new URL('../../api/main.ts', import.meta.url));
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HEADRACE_LANDSCAPE: landscape,
    HEADRACE_STORE: store,
    HEADRACE_PORT: port,
    TEMPORAL_NAMESPACE: temporal.namespace,
    ...more,
  };
  const child = spawn(process.execPath, ['--import', 'tsx', main], { env: environment });
  children.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, said: () => text };
}

const answers = () =>
  fetch(`${url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );

async function send(event: object): Promise<number> {
  const body = JSON.stringify(event);
  return (await fetch(`${url}/v1/events`, { method: 'POST', headers: signed(body), body })).status;
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<unknown> {
  const ended = once(child, 'exit');
  child.kill(signal);
  return (await ended)[0];
}

afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

describe('the API as a process', () => {
  it('loses nothing that it has acknowledged when it is killed before Temporal has had it', async () => {
    writeFileSync(landscape, JSON.stringify(file));
    const sent = [1, 2, 3].map((number) =>
      cloudEvent('/mes/P100', 'OperationConfirmed', confirmation('1', { confirmationId: `C-${number}` })),
    );
    // Nobody listens there: what is acknowledged can only be on disk.
    const first = launch({ TEMPORAL_ADDRESS: '127.0.0.1:1' });
    await until(answers, (up) => up);
    for (const event of sent) expect(await send(event)).toBe(202);
    await end(first.child, 'SIGKILL');

    const second = launch({ TEMPORAL_ADDRESS: temporal.address });
    await startTestWorker(temporal);
    const run = temporal.client.workflow.getHandle('production-to-inventory/1000/P100/1');
    const received = () => run.query<InboundEvent[]>('received').catch(() => []);
    const events = await until(received, (seen) => seen.length === 3);
    expect(events.map(({ messageId }) => messageId)).toEqual(sent.map(({ id }) => id));
    expect(await end(second.child, 'SIGTERM')).toBe(0);
    const after = await openStore(store);
    expect(await after.messages.countByStatus()).toEqual({ forwarded: 3 });
    await after.close();
  });

  it('does not start without a landscape, a store or access keys, and says which', async () => {
    writeFileSync(join(folder, 'open.json'), JSON.stringify({ ...file, access: [] }));
    const refusals = [
      [{ HEADRACE_LANDSCAPE: '' }, 'HEADRACE_LANDSCAPE is not set'],
      [{ HEADRACE_STORE: '' }, 'HEADRACE_STORE is not set'],
      [{ HEADRACE_PORT: 'all' }, 'HEADRACE_PORT must be a whole number'],
      [{ HEADRACE_LANDSCAPE: join(folder, 'open.json') }, 'access'],
    ] as const;
    const launched = refusals.map(([more, reason]) => ({ ...launch(more), reason }));
    await Promise.all(
      launched.map(async ({ child, said, reason }) => {
        expect((await once(child, 'close'))[0]).toBe(1);
        expect(said()).toContain(reason);
      }),
    );
  });
});
