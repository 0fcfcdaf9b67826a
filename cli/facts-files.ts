import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { CliError, exitCodes } from './exit.js';

/** How far a folder is. Written before a finished file gets its name: so each fact is in one file, whatever stops us. */
interface Progress {
  /** Where the next file begins. */
  after?: string;
  files: number;
  /** Finished, and perhaps yet to be named. */
  last?: string;
}

const DIGITS = 9;

/**
 * Facts as lines of JSON, in files that are complete or absent: what is not finished has a name with a dot before it,
 * which readers of such folders pass over.
 */
export class FactsFolder {
  readonly #folder: string;
  #progress: Progress;
  #file: number | undefined;

  /** @throws CliError while another process writes there */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    lock(this.#path('.lock'));
    this.#progress = this.#kept();
    const { last } = this.#progress;
    if (last !== undefined && existsSync(this.#partial(last))) renameSync(this.#partial(last), this.#path(last));
  }

  get after(): string | undefined {
    return this.#progress.after;
  }

  /** To a file that is not finished. */
  append(facts: readonly object[]): void {
    this.#file ??= openSync(this.#partial(this.#next), 'w', 0o640);
    writeFileSync(this.#file, facts.map((fact) => `${JSON.stringify(fact)}\n`).join(''));
  }

  /** Finishes the file, if there is anything in it. @returns its name */
  finish(after: string): string | undefined {
    const name = this.#next;
    if (this.#file === undefined) {
      if (after !== this.after) this.#keep({ ...this.#progress, after });
      return undefined;
    }
    fsyncSync(this.#file);
    closeSync(this.#file);
    this.#file = undefined;
    this.#keep({ after, files: this.#progress.files + 1, last: name });
    renameSync(this.#partial(name), this.#path(name));
    synced(this.#folder);
    return name;
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    rmSync(this.#path('.lock'), { force: true });
  }

  get #next(): string {
    return `facts-${String(this.#progress.files + 1).padStart(DIGITS, '0')}.ndjson`;
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  #partial(name: string): string {
    return this.#path(`.${name}.partial`);
  }

  #kept(): Progress {
    const path = this.#path('cursor.json');
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Progress) : { files: 0 };
  }

  #keep(progress: Progress): void {
    const partial = this.#path('.cursor.json.partial');
    writeFileSync(partial, `${JSON.stringify(progress)}\n`, { flush: true, mode: 0o640 });
    renameSync(partial, this.#path('cursor.json'));
    synced(this.#folder);
    this.#progress = progress;
  }
}

/** Names outlast a loss of power only when their folder is written too. */
function synced(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** For this process alone; what one that is gone has left behind does not count. */
function lock(path: string): void {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const other = Number(readFileSync(path, 'utf8'));
    if (isAlive(other)) {
      const next = `wait for it; if that process is another program, remove ${path}`;
      throw new CliError(`process ${other} writes there already`, { exitCode: exitCodes.refused, next });
    }
    writeFileSync(path, String(process.pid));
  }
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
