import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { spawnBound } from '../../workers/temporal/bound-process.js';
import type { Strike } from './struck-worker.js';

/** A worker process as its users start it, which may be struck down. */
export interface WorkerProcess {
  /** Resolves when it takes work. @throws Error with its log if it does not come up */
  polling(): Promise<void>;
  /** Resolves when it was struck. @throws Error with its log if it lives on, or ended otherwise */
  struckDown(): Promise<void>;
  isAlive(): boolean;
  /** In order, or at once. */
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

const main = fileURLToPath(new URL('../../workers/main.ts', import.meta.url));
const struck = fileURLToPath(new URL('./struck-worker.ts', import.meta.url));
const BOOT_MS = 60_000;
const DEATH_MS = 120_000;

/**
 * @param logFile its own; all that it says
 * @param strikes whichever comes first ends it
 */
export function startWorkerProcess(
  environment: Record<string, string>,
  logFile: string,
  ...strikes: Strike[]
): WorkerProcess {
  const script = strikes.length > 0 ? struck : main;
  const { child, end } = spawnBound(process.execPath, ['--import', 'tsx', script], logFile, {
    PATH: process.env['PATH'] ?? '',
    LOG_LEVEL: 'info',
    ...environment,
    ...(strikes.length > 0 && { HEADRACE_STRIKES: JSON.stringify(strikes) }),
  });
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
  const said = (): string => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '');
  const within = async (what: string, ms: number, ready: () => boolean): Promise<void> => {
    await vi.waitUntil(ready, { timeout: ms, interval: 25 }).catch(() => {
      throw new Error(`the worker ${what} within ${ms / 1_000} s; it said: ${said().slice(-2_000)}`);
    });
  };
  return {
    isAlive,
    async polling() {
      await within('did not poll', BOOT_MS, () => said().includes('"polling '));
    },
    async struckDown() {
      const what = `was not struck as asked, ${JSON.stringify(strikes)},`;
      await within(what, DEATH_MS, () => !isAlive());
      if (child.signalCode !== 'SIGKILL') throw new Error(`the worker ${what} but ended by itself: ${said()}`);
    },
    end: (signal = 'SIGTERM') => end(signal),
  };
}
