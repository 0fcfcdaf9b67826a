import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type BoundProcess, spawnBound } from '../../workers/temporal/bound-process.js';

const tsx = import.meta.resolve('tsx');
const ENDS_WITHIN_MS = 3_000;
const AT_LEAST_MS = 5_000;
const FAILED_STARTS_MAX = 3;

export interface ChildOptions {
  name: string;
  /** The process's file, from the project's root. */
  entry: string;
  environment: NodeJS.ProcessEnv;
  logFile: string;
  tell(happening: string): void;
}

/** A process of ours that is started again when it ends by itself, or when somebody kills it. */
export class Child {
  readonly #options: ChildOptions;
  #process: BoundProcess;
  #stopping = false;
  #failedStarts = 0;
  /** Why it is not started again. */
  failure: Error | undefined;

  constructor(options: ChildOptions) {
    this.#options = options;
    this.#process = this.#start();
  }

  get pid(): number {
    return this.#process.child.pid ?? 0;
  }

  /** In order; what takes longer than some seconds is cut. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const cut = new AbortController();
    const late = sleep(ENDS_WITHIN_MS, undefined, { signal: cut.signal })
      .then(() => this.#process.end('SIGKILL'))
      .catch(() => undefined);
    await this.#process.end('SIGTERM');
    cut.abort();
    await late;
  }

  #start(): BoundProcess {
    const { entry, logFile, environment } = this.#options;
    const file = fileURLToPath(new URL(`../../${entry}`, import.meta.url));
    const startedAt = Date.now();
    const started = spawnBound(process.execPath, ['--import', tsx, file], logFile, environment);
    started.child.once('exit', (code, signal) => this.#ended(signal ?? `exit code ${code}`, Date.now() - startedAt));
    return started;
  }

  #ended(how: string, livedMs: number): void {
    const { name, logFile, tell } = this.#options;
    if (this.#stopping) return;
    this.#failedStarts = livedMs < AT_LEAST_MS ? this.#failedStarts + 1 : 0;
    if (this.#failedStarts >= FAILED_STARTS_MAX) {
      this.failure = new Error(`${name} does not stay up (${how}); its log ${logFile} ends:\n${lastLines(logFile)}`);
      tell(`${name} does not stay up (${how}); its log: ${logFile}`);
      return;
    }
    tell(`${name} has ended (${how}); it is started again`);
    this.#process = this.#start();
  }
}

function lastLines(file: string): string {
  if (!existsSync(file)) return `${basename(file)} is missing`;
  return readFileSync(file, 'utf8').slice(-2_000).trim();
}
