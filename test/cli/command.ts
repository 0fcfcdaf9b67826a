import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const headrace = fileURLToPath(new URL('../../cli/headrace.mjs', import.meta.url));

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The command as a person runs it, in a process of its own; no terminal. */
export function run(args: string[], environment: Record<string, string> = {}): Promise<Ended> {
  const others = Object.entries(process.env).filter(([name]) => !/^(HEADRACE|TEMPORAL|npm)_/i.test(name));
  const child = spawn(process.execPath, [headrace, ...args], {
    env: { ...Object.fromEntries(others), ...environment },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** A printed command's arguments, as a shell would split them. */
export const argumentsOf = (command: string): string[] =>
  [...command.trim().matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '').slice(1);
