import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type BoundProcess, spawnBound } from '../workers/temporal/bound-process.js';

const tsx = import.meta.resolve('tsx');
/** USER_HZ of Linux. */
const TICKS_PER_SECOND = 100;
const READY_WITHIN_MS = 60_000;

export function startProcess(entry: string, logFile: string, environment: NodeJS.ProcessEnv): BoundProcess {
  const file = fileURLToPath(new URL(`../${entry}`, import.meta.url));
  return spawnBound(process.execPath, ['--import', tsx, file], logFile, environment);
}

interface Usage {
  parent: number;
  ticks: number;
}

/** CPU seconds that a process has used, and all below it, ended or not. */
export function cpuSeconds(pid: number): number {
  const usages = new Map(
    readdirSync('/proc').flatMap((name): [number, Usage][] => {
      const usage = /^\d+$/.test(name) ? usageOf(name) : undefined;
      return usage ? [[Number(name), usage]] : [];
    }),
  );
  const ticks = (of: number): number =>
    [...usages].reduce(
      (sum, [one, { parent }]) => (parent === of ? sum + ticks(one) : sum),
      usages.get(of)?.ticks ?? 0,
    );
  if (!usages.has(pid)) throw new Error(`process ${pid} has ended`);
  return ticks(pid) / TICKS_PER_SECOND;
}

/** proc(5): after the name come state, parent, and at 11 to 14 the ticks of the process and of its ended children. */
function usageOf(pid: string): Usage | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { parent: Number(stat[1]), ticks: stat.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) };
  } catch {
    return undefined;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export async function untilReady(url: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  const answers = (): Promise<boolean> =>
    fetch(url).then(
      (reply) => reply.ok,
      () => false,
    );
  while (!(await answers())) {
    if (Date.now() > deadline) throw new Error(`${url} does not answer within a minute`);
    await sleep(100);
  }
}
