import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type BoundProcess, spawnBound } from '../workers/temporal/bound-process.js';

const tsx = import.meta.resolve('tsx');
/** USER_HZ of Linux. */
const TICKS_PER_SECOND = 100;

export function startProcess(entry: string, logFile: string, environment: NodeJS.ProcessEnv): BoundProcess {
  const file = fileURLToPath(new URL(`../${entry}`, import.meta.url));
  return spawnBound(process.execPath, ['--import', tsx, file], logFile, environment);
}

/** CPU seconds that a process has used, its ended children included. */
export function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return [11, 12, 13, 14].reduce((ticks, index) => ticks + Number(fields[index]), 0) / TICKS_PER_SECOND;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (
      await fetch(url).then(
        (reply) => reply.ok,
        () => false,
      )
    )
      return;
    await sleep(100);
  }
  throw new Error(`${url} does not answer within a minute`);
}

export const bytesIn = (folder: string): number =>
  readdirSync(folder).reduce(
    (total, file) => total + (file.includes('.db') ? statSync(join(folder, file)).size : 0),
    0,
  );
