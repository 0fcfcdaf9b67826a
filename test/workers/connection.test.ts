import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { connectOrStart } from '../../workers/temporal/connect-or-start.js';
import { temporalTarget, untilItAnswers } from '../../workers/temporal/connection.js';

const none = { TEMPORAL_CONFIG_FILE: join(tmpdir(), 'no-such-profile.toml') };
const root = fileURLToPath(new URL('../..', import.meta.url));

function remembering() {
  const told: string[] = [];
  return { told, info: (text: string) => told.push(text), warn: (text: string) => told.push(text) };
}

describe('the Temporal server', () => {
  it('is named by the environment as Temporal’s own program reads it', () => {
    expect(temporalTarget(none)).toEqual({ address: '127.0.0.1:7233', namespace: 'default', named: false });
    const cloud = { ...none, TEMPORAL_ADDRESS: 'x.example:7233', TEMPORAL_NAMESPACE: 'plants', TEMPORAL_API_KEY: 'k' };
    expect(temporalTarget(cloud)).toMatchObject({ namespace: 'plants', named: true, apiKey: 'k', tls: true });
  });

  it('is used, and none started, where it is named and answers', async () => {
    const to = remembering();
    const engine = await connectOrStart({}, { ...none, TEMPORAL_ADDRESS: inject('temporalAddress') }, to);
    expect(engine.server).toBeUndefined();
    expect(to.told).toEqual([`Temporal: the server at ${inject('temporalAddress')}, namespace default`]);
  });

  it('is started here where the one that is named does not answer, and the log says so', async () => {
    const to = remembering();
    const engine = await connectOrStart({}, { ...none, TEMPORAL_ADDRESS: '127.0.0.1:9' }, to);
    await engine.server?.stop();
    expect(to.told[0]).toContain('Temporal at 127.0.0.1:9 does not answer');
    expect(engine.target.address).toBe(engine.server?.address);
  });

  it('is waited for by a worker that boots while it is down, until somebody gives up', async () => {
    const to = remembering();
    let tries = 0;
    const connect = () => Promise.reject(new Error(`try ${++tries}`));
    const target = temporalTarget(none);
    const wait = untilItAnswers(target, connect, AbortSignal.timeout(1_500), to);
    await expect(wait).rejects.toThrow();
    expect(to.told[0]).toBe('Temporal at 127.0.0.1:7233 does not answer (try 1); next try in 1 s');
    expect(await untilItAnswers(target, () => Promise.resolve('connected'), undefined, to)).toBe('connected');
  });

  it('does not outlive the process that started it, even if that one is killed', async () => {
    const script = `
      const { startDevServer } = await import('./workers/temporal/dev-server.ts');
      const server = await startDevServer();
      process.stdout.write(server.address);
      setInterval(() => undefined, 1000);`;
    const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { cwd: root });
    const [address] = (await once(parent.stdout, 'data')) as [Buffer];
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    await expect(closed(address.toString())).resolves.toBe(true);
  });
});

/** Whether nobody listens there, soon. */
async function closed(address: string): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    const [host, port] = address.split(':');
    const socket = createConnection(Number(port), host);
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (!open) return true;
    await sleep(100);
  }
  return false;
}
