import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const scripts = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> })
  .scripts;

/** The commands of the README's shell blocks, in their order; continued lines are one. */
const blocks = [...readme.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, text = '']) =>
  text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== ''),
);
const commands = blocks.flat();

describe('the README', () => {
  test('has its two commands, a release, and the command that frees', () => {
    expect(commands.slice(0, 2)).toEqual(['npm ci', 'npm run demo']);
    expect(commands.some((command) => command.includes('/v1/runs/order-to-production"'))).toBe(true);
    expect(commands.some((command) => command.includes('/actions"'))).toBe(true);
  });

  test('names scripts that exist', () => {
    for (const [, name = ''] of readme.matchAll(/npm run ([\w:-]+)/g)) expect(Object.keys(scripts)).toContain(name);
    expect(Object.keys(scripts)).toContain('test');
  });

  test('links to files that exist', () => {
    for (const [, target = ''] of readme.matchAll(/\]\(([^)#]+)[^)]*\)/g)) {
      if (!target.startsWith('http'))
        expect(existsSync(join(dirname(join(root, 'README.md')), target)), target).toBe(true);
    }
  });
});

describe('a new user', () => {
  let dev: ChildProcess | undefined;
  afterAll(() => void dev?.kill('SIGTERM'));

  /** Starts `npm run dev`, and takes the variables that it tells people to export. */
  async function environmentOfDev(): Promise<Record<string, string>> {
    dev = spawn('node', [join(root, 'cli/headrace.mjs'), 'dev'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    // It goes on telling what happens: somebody must read it.
    dev.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await expect.poll(() => text, { timeout: 90_000 }).toContain('Stop: Ctrl-C');
    return Object.fromEntries(
      [...text.matchAll(/([A-Z_]+)=(http\S+|hr_\S+)/g)].map(([, name, value]) => [name, value]),
    );
  }

  test('can paste every command of the hand-made tour, and both orders are freed', async () => {
    expect(scripts['dev']).toBe('node cli/headrace.mjs dev');
    const variables = await environmentOfDev();
    const env = { ...process.env, ...variables, PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}` };
    const tour = commands.slice(commands.indexOf('npm run demo') + 1, commands.indexOf('npm test'));
    expect(tour.length).toBeGreaterThanOrEqual(6);
    const paste = async (command: string) =>
      (
        await run('bash', ['-c', command.replace('npx headrace', `node ${join(root, 'cli/headrace.mjs')}`)], {
          cwd: root,
          env,
        })
      ).stdout;
    let answer = '';
    for (const command of tour) {
      // A person reads before they act; a run needs a moment until it is there, and stuck.
      const acted = /\/v1\/runs\/(\S+)\/actions"/.exec(command)?.[1];
      if (acted !== undefined) await untilStuck(variables, acted);
      if (command.endsWith('runs show 80000001')) await untilStuck(variables, DELIVERY_RUN);
      answer = await paste(command);
      if (command.includes('/actions"')) expect(JSON.parse(answer)).toMatchObject({ actionId: expect.any(String) });
    }
    expect(answer).toContain('1000001');
    await expect.poll(() => progress(variables), { timeout: 20_000 }).toBe('120');
    await expect
      .poll(async () => (await show(variables, 'ship-to-cash/1000/-/5000001')).state, { timeout: 40_000 })
      .toBe('CLOSED');
  }, 180_000);
});

const MAILBOX_RUN = 'production-to-inventory/1000/P100/1000001';
const DELIVERY_RUN = 'outbound-delivery/1000/P100/80000001';

interface Shown {
  state?: string;
  exceptionCount?: number;
  progress?: { yield: string };
}

async function show({ HEADRACE_URL: url, HEADRACE_KEY: key }: Record<string, string>, run: string): Promise<Shown> {
  const reply = await fetch(`${url}/v1/runs/${run}`, { headers: { authorization: `Bearer ${key}` } });
  return (await reply.json()) as Shown;
}

const progress = async (variables: Record<string, string>) => (await show(variables, MAILBOX_RUN)).progress?.yield;

async function untilStuck(variables: Record<string, string>, run: string): Promise<void> {
  await expect.poll(() => show(variables, run), { timeout: 60_000 }).toMatchObject({ exceptionCount: 1 });
}
