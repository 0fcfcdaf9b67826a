import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const left = /(^|\/)(node_modules|\.git|\.cache)$/;

/** The project in a folder of its own, to break. */
export class HouseCopy {
  readonly root: string;

  constructor() {
    this.root = mkdtempSync(join(tmpdir(), 'headrace-house-'));
    cpSync(root, this.root, { recursive: true, filter: (from) => !left.test(from) });
    symlinkSync(join(root, 'node_modules'), join(this.root, 'node_modules'));
  }

  /** Runs `check` while the file has this text. */
  async with<T>(path: string, text: string, check: () => T | Promise<T>): Promise<T> {
    const file = join(this.root, path);
    const before = existsSync(file) ? readFileSync(file) : undefined;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    try {
      return await check();
    } finally {
      if (before) writeFileSync(file, before);
      else rmSync(file);
    }
  }

  run(tool: string, ...args: string[]): { status: number | null; output: string } {
    const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin', tool), args, {
      cwd: this.root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    return { status, output: stdout + stderr };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
