import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { afterEach, describe, expect, it } from 'vitest';
import { searchAttributeTypes } from '../../contracts/start.js';
import { type DevServer, startDevServer } from '../../workers/temporal/dev-server.js';
import { devServerArguments } from '../../workers/temporal/dev-server-arguments.js';
import { inspectNamespace, prepareNamespace } from '../../workers/temporal/namespace.js';
import { testTemporal } from '../setup/temporal.js';

const temporal = await testTemporal();

describe('the development server', () => {
  let server: DevServer | undefined;
  const dbFile = join(tmpdir(), `headrace-${randomUUID()}.db`);

  afterEach(async () => {
    await server?.kill();
    for (const end of ['', '-wal', '-shm']) rmSync(dbFile + end, { force: true });
  });

  it('keeps runs over a kill and a restart, on the same address', async () => {
    server = await startDevServer({ dbFile });
    const connection = await Connection.connect({ address: server.address });
    const client = new Client({ connection });
    await client.workflow.start('waits', { workflowId: 'kept', taskQueue: 'nobody' });
    await server.kill();
    await server.start();
    expect((await client.workflow.getHandle('kept').describe()).status.name).toBe('RUNNING');
    await connection.close();
  });

  it('wakes a timer of 50 ms soon, not at the next second', async () => {
    const worker = await Worker.create({
      connection: temporal.connection,
      namespace: temporal.namespace,
      taskQueue: 'naps',
      workflowsPath: new URL('./naps.ts', import.meta.url).pathname,
    });
    const took = await worker.runUntil(
      temporal.client.workflow.execute('naps', { workflowId: 'nap', taskQueue: 'naps', args: [50] }),
    );
    process.stdout.write(`a timer of 50 ms took ${took} ms\n`);
    expect(took).toBeGreaterThanOrEqual(50);
  });
});

describe('its arguments', () => {
  it('have every search attribute of a run', () => {
    const given = devServerArguments({ port: 1, namespaces: [] }).filter((one) =>
      one.startsWith('--search-attribute='),
    );
    const wanted = Object.entries(searchAttributeTypes).map(
      ([name, type]) => `--search-attribute=${name}=${type === 'KEYWORD' ? 'Keyword' : 'Datetime'}`,
    );
    expect(given.sort()).toEqual(wanted.sort());
  });

  it('listen on loopback only', () => {
    const given = devServerArguments({ port: 1, namespaces: [] });
    expect(given.filter((one) => one.includes('ip='))).toEqual(['--ip=127.0.0.1']);
    expect(given).toContain('--headless');
  });
});

describe('a namespace', () => {
  const connection = temporal.client.connection as Connection;

  it('is registered with its retention and search attributes, and the same call changes nothing more', async () => {
    const name = `new-${randomUUID()}`;
    expect(await inspectNamespace(connection, name)).toMatchObject({ exists: false });
    const first = await prepareNamespace(connection, name, 30);
    expect(first).toMatchObject({ exists: true, retentionDays: 30, missingAttributes: [], problems: [] });
    expect((await prepareNamespace(connection, name, 30)).changes).toEqual([]);
    expect((await prepareNamespace(connection, name, 31)).changes).toHaveLength(1);
  });

  it('tells of a search attribute that has another type', async () => {
    const name = `other-${randomUUID()}`;
    const { operatorService } = connection;
    await prepareNamespace(connection, name, 1);
    await operatorService.removeSearchAttributes({ namespace: name, searchAttributes: ['State'] });
    await operatorService.addSearchAttributes({ namespace: name, searchAttributes: { State: 1 } });
    const { problems } = await prepareNamespace(connection, name, 1);
    expect(problems).toEqual([expect.stringContaining(`State of ${name} is of type Text, and must be Keyword`)]);
  });
});
