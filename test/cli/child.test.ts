import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { Child } from '../../cli/local/child.js';

const folder = mkdtempSync(join(tmpdir(), 'headrace-child-'));
const root = fileURLToPath(new URL('../..', import.meta.url));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function child(name: string, code: string): { started: Child; told: string[] } {
  const told: string[] = [];
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, code);
  const logFile = join(folder, `${name}.log`);
  const tell = (happening: string): void => void told.push(happening);
  const started = new Child({
    name: `the ${name}`,
    entry: relative(root, file),
    environment: process.env,
    logFile,
    tell,
  });
  return { started, told };
}

const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a worker that somebody kills is started again, and told of', async () => {
  const { started, told } = child('worker', 'setInterval(() => undefined, 1000);');
  const first = started.pid;
  process.kill(first, 'SIGKILL');
  await expect.poll(() => started.pid !== first && lives(started.pid), { timeout: 10_000 }).toBe(true);
  expect(told).toEqual(['the worker has ended (SIGKILL); it is started again']);
  const second = started.pid;
  await started.stop();
  expect(lives(second)).toBe(false);
  expect(started.failure).toBeUndefined();
});

test('one that does not come up is given up, with the end of its log', async () => {
  const { started, told } = child('api', 'process.stderr.write("HEADRACE_STORE is not set"); process.exit(1);');
  await expect.poll(() => started.failure?.message, { timeout: 20_000 }).toContain('HEADRACE_STORE is not set');
  expect(told.at(-1)).toContain('the api does not stay up (exit code 1); its log:');
  await started.stop();
});

test('one that does not end in order is cut', async () => {
  const { started } = child(
    'stubborn',
    'process.on("SIGTERM", () => undefined); setInterval(() => undefined, 1000); process.stdout.write("up");',
  );
  await expect.poll(() => readFileSync(join(folder, 'stubborn.log'), 'utf8'), { timeout: 10_000 }).toContain('up');
  const { pid } = started;
  await started.stop();
  expect(lives(pid)).toBe(false);
});
