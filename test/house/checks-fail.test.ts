import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeErrors } from '../../tools/error-docs.js';
import { bundleWorkflows } from '../../workers/bundle.js';
import { contentsOf } from './bundle-contents.js';
import { HouseCopy } from './house-copy.js';
import { deadWords, longInProcesses, missingFromLock, registryHosts, tooLong, unpinned } from './house-rules.js';
import { checkWalls } from './walls.js';

// Some tools say nothing and end well where they cannot read a project. Each check is seen to fail here.

const house = new HouseCopy();
afterAll(() => house.remove());

describe('the walls', () => {
  const crossing: [name: string, path: string, text: string][] = [
    [
      'a connector in a workflow',
      'workflows/bad.ts',
      "import mes from '../connectors/rest-mes/index.js';\nexport const x = mes;\n",
    ],
    [
      'an activity in a workflow, as a value',
      'workflows/bad.ts',
      "import { a } from '../activities/erp.js';\nexport { a };\n",
    ],
    ['zod in a workflow', 'workflows/bad.ts', "import { z } from 'zod';\nexport const x = z.string();\n"],
    ['a schema in a workflow', 'workflows/bad.ts', "export * from '../contracts/events.schema.js';\n"],
    [
      'node in a decision',
      'decisions/bad.ts',
      "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;\n",
    ],
    ['zod in a contract', 'contracts/bad.ts', "import type { z } from 'zod';\nexport type X = z.ZodType;\n"],
    ['a decision in a contract', 'contracts/bad.ts', "export { backoff } from '../decisions/retry.js';\n"],
    [
      'Temporal in a connector',
      'connectors/rest-mes/bad.ts',
      "import { heartbeat } from '@temporalio/activity';\nexport const x = heartbeat;\n",
    ],
    ['a stand-in in a connector', 'connectors/rest-mes/bad.ts', "import './practice/index.js';\n"],
    ['a connector in another', 'connectors/rest-mes/bad.ts', "import '../rest-wms/config.js';\n"],
    ['a connector in the API', 'api/bad.ts', "export const x = () => import('../connectors/sap-s4/index.js');\n"],
    [
      'a worker in the API',
      'api/bad.ts',
      "import { startWorkers } from '../workers/host.js';\nexport const x = startWorkers;\n",
    ],
    ['the API in a worker', 'workers/bad.ts', "import '../api/api.js';\n"],
    [
      'a workflow in the store',
      'store/bad.ts',
      "import type { x } from '../workflows/index.js';\nexport type X = typeof x;\n",
    ],
    ['a folder without a place', 'utils/bad.ts', 'export const x = 1;\n'],
  ];
  it.each(crossing)('stop %s', async (_, path, text) => {
    expect(await house.with(path, text, () => checkWalls(house.root).violations)).toEqual(
      expect.arrayContaining([expect.stringContaining(path)]),
    );
  });

  it('see files that need each other in a circle', async () => {
    const violations = await house.with('decisions/one.ts', "export { b } from './two.js';\n", () =>
      house.with(
        'decisions/two.ts',
        "import './one.js';\nexport const b = 1;\n",
        () => checkWalls(house.root).violations,
      ),
    );
    expect(violations).toEqual(['cycle: decisions/one.ts → decisions/two.ts → decisions/one.ts']);
  });

  it('let the types of activities into a workflow', async () => {
    const text = "import type { a } from '../activities/erp.js';\nexport type A = typeof a;\n";
    const broken = await house.with('workflows/good.ts', text, () => checkWalls(house.root).violations);
    expect(broken.filter((one) => one.includes('good.ts'))).toEqual([]);
  });
});

describe('the rules of the house', () => {
  const lines = (count: number) => `${Array(count).fill('export {};').join('\n')}\n`;

  it('see the 301st line', async () => {
    expect((await house.with('decisions/bad.ts', lines(300), () => tooLong(house.root))).join()).not.toContain(
      'bad.ts',
    );
    expect((await house.with('decisions/bad.ts', lines(301), () => tooLong(house.root))).join()).toContain('bad.ts');
  });

  it('see a step of a process that is too long, and the process without its steps', async () => {
    const step = (count: number) => `  async function step() {\n${'    step();\n'.repeat(count)}  }\n`;
    const process = (own: number, inner: number) =>
      `export async function bad() {\n${'  step();\n'.repeat(own)}\n${step(inner)}}\n`;
    const seen = async (text: string) =>
      (await house.with('workflows/bad.ts', text, () => longInProcesses(house.root))).filter((one) =>
        one.includes('bad'),
      );
    expect(await seen(process(60, 60))).toEqual([]);
    expect(await seen(process(60, 70))).toEqual(['step in workflows/bad.ts']);
    expect(await seen(process(70, 60))).toEqual(['bad in workflows/bad.ts']);
  });

  it('see unfinished work and the hosts of registries', async () => {
    const todo = `// ${'to' + 'do'}: later\n`.toUpperCase();
    expect(await house.with('docs/bad.md', todo, () => deadWords(house.root))).toHaveLength(1);
    const host = ['registry', 'npmjs', 'org'].join('.');
    expect(await house.with('docs/bad.md', `see ${host}\n`, () => registryHosts(house.root))).toHaveLength(1);
  });

  it('see a package that is not pinned, and one that the lock file lacks', async () => {
    const manifest = readFileSync(join(house.root, 'package.json'), 'utf8');
    const loose = manifest.replace('"undici": "', '"undici": "^');
    const lock = readFileSync(join(house.root, 'package-lock.json'), 'utf8');
    const short = lock.replace('"node_modules/@libsql/darwin-arm64"', '"node_modules/elsewhere"');
    expect(short).not.toBe(lock);
    expect(await house.with('broken/package.json', loose, () => unpinned(join(house.root, 'broken')))).toHaveLength(1);
    expect(
      await house.with('broken/package-lock.json', short, () => missingFromLock(join(house.root, 'broken'))),
    ).toHaveLength(1);
  });

  it('see an error code that is not described', () => {
    const described = readFileSync(join(house.root, 'docs/errors.md'), 'utf8');
    expect(describeErrors({ 'T-NEW': { title: 'New', owner: 'operator', remedy: 'None.' } })).not.toBe(described);
    expect(described).not.toContain('T-NEW');
  });
});

describe('the linter', () => {
  const planted: [what: string, path: string, text: string, rule: string][] = [
    ['a floating promise', 'store/bad1.ts', 'async function f() {\n  f();\n}\n', 'no-floating-promises'],
    ['an any', 'store/bad2.ts', 'export const f = (x: any) => x;\n', 'no-explicit-any'],
    ['zod in a workflow', 'workflows/bad3.ts', "import 'zod';\n", 'no-restricted-imports'],
    ['71 lines of function', 'store/bad4.ts', `function f() {\n${'  f();\n'.repeat(70)}}\n`, 'max-lines-per-function'],
    [
      'a skipped test',
      'test/bad5.test.ts',
      "import { it } from 'vitest';\nit.skip('x', () => {});\n",
      'disabled-tests',
    ],
  ];
  let linted = { status: null as number | null, output: '' };

  beforeAll(async () => {
    const all = planted.reduce(
      (check, [, path, text]) =>
        () =>
          house.with(path, text, check),
      async () => house.run('oxlint', '-f', 'unix'),
    );
    linted = await all();
  });

  it.each(planted)('sees %s', (_, path, __, rule) => {
    const said = linted.output.split('\n').filter((line) => line.startsWith(path));
    expect(said.join('\n')).toContain(rule);
    expect(linted.status).not.toBe(0);
  });
});

describe('the other tools', () => {
  const planted: [what: string, path: string, text: string, says: string, tool: string, ...args: string[]][] = [
    ['a type error', 'decisions/bad.ts', "export const x: number = 'one';\n", 'TS2322', 'tsc', '-p', '.'],
    ['a bad format', 'decisions/bad.ts', 'export const x = "one"\n', 'format', 'biome', 'format', '--reporter=summary'],
    ['code that nobody uses', 'decisions/bad.ts', 'export const nobodyUsesIt = 1;\n', 'Unused files', 'knip'],
  ];
  it.each(planted)('see %s', async (_, path, text, says, tool, ...args) => {
    const { status, output } = await house.with(path, text, () => house.run(tool, ...args));
    expect(output).toContain(path);
    expect(output).toContain(says);
    expect(status).not.toBe(0);
  });

  it('see an export that nobody uses in a file that is used', async () => {
    const path = 'decisions/retry.ts';
    const text = readFileSync(join(house.root, path), 'utf8');
    const { status, output } = await house.with(path, `${text}\nexport const nobodyUsesIt = 1;\n`, () =>
      house.run('knip'),
    );
    expect(output).toContain('nobodyUsesIt');
    expect(status).not.toBe(0);
  });
});

describe('the bundle', () => {
  it('is seen to contain zod', async () => {
    const workflow = "import { z } from 'zod';\nexport const bad = async () => z.string().parse('x');\n";
    const code = await house.with('workflows/bad-index.ts', workflow, () =>
      bundleWorkflows(join(house.root, 'workflows/bad-index.ts')),
    );
    expect(contentsOf(code).strangers.join()).toContain('zod');
  });
});
