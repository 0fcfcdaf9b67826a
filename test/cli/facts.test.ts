import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fact } from '../../contracts/facts.js';
import type { FedFact } from '../../store/store.js';
import { absentTemporal, openTestStore, startTestApi, type TestApi } from '../api/harness.js';
import { testKey } from '../setup/landscape.js';
import { checkpoint } from '../store/samples.js';
import { run } from './command.js';
import { startStubApi } from './stub-api.js';

const at = '2026-03-02T08:00:00.000Z';
const stub = await startStubApi();

let api: TestApi;
let environment: Record<string, string>;
let folder: string;
let recorded = 0;

beforeEach(async () => {
  api = await startTestApi(absentTemporal(), { store: await openTestStore() });
  environment = { HEADRACE_URL: api.url, HEADRACE_KEY: testKey('viewer') };
  folder = mkdtempSync(join(tmpdir(), 'headrace-facts-'));
  stub.reset();
});

afterEach(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

/** So many checkpoints with one fact each. */
async function record(count: number): Promise<void> {
  for (let one = 0; one < count; one += 1) {
    recorded += 1;
    const fact: Fact = { type: 'state', at, state: `STATE_${recorded}` };
    await api.store.facts.record(checkpoint('1000123', recorded, { facts: [fact] }));
  }
}

const copy = (...more: string[]) => run(['facts', '--out', folder, '--lines', '2', ...more], environment);

const files = (): string[] => readdirSync(folder).filter((name) => !name.startsWith('.') && name.endsWith('.ndjson'));

const statesIn = (name: string): string[] =>
  readFileSync(join(folder, name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { fact: { state: string } }).fact.state);

/** What a data lake has that reads every file once. */
const copied = (): string[] => files().flatMap(statesIn);

async function inTheStore(): Promise<string[]> {
  const { facts } = await api.store.facts.feed({ limit: 500 });
  return facts.map(({ fact }: FedFact) => (fact?.type === 'state' ? fact.state : ''));
}

describe('a folder of facts', () => {
  it('has each fact once and in order, however often it is brought up to date', async () => {
    await record(5);
    const first = await copy('--json');
    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ facts: 5 });
    expect(files().map((name) => [name, statesIn(name).length])).toEqual([
      ['facts-000000001.ndjson', 2],
      ['facts-000000002.ndjson', 2],
      ['facts-000000003.ndjson', 1],
    ]);
    expect((await copy()).stdout).toBe('Nothing new.\n');
    await record(2);
    expect((await copy()).stdout).toBe('2 facts in 1 files: facts-000000004.ndjson\n');
    expect(copied()).toEqual(await inTheStore());
    expect(copied()).toHaveLength(7);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('says of each fact whose it is', async () => {
    await record(1);
    await copy();
    expect(JSON.parse(readFileSync(join(folder, 'facts-000000001.ndjson'), 'utf8'))).toMatchObject({
      ...{ runId: 'order-to-production/1000/P100/1000123', process: 'order-to-production', company: '1000' },
      ...{ plant: 'P100', type: 'state', at, recordedAt: expect.any(String), ordinal: 0 },
    });
  });

  it('gets no file of what was broken off, and no fact twice for it', async () => {
    await record(3);
    const { next } = await api.store.facts.feed({ limit: 1 });
    const facts = [{ runId: 'r', at, type: 'state', fact: { type: 'state', at, state: 'BROKEN_OFF' } }];
    const away = { status: 503, body: { status: 503, code: 'STORE_UNAVAILABLE', detail: 'busy' } };
    stub.on('GET', '/v1/facts', { body: { facts, next, more: true } }, away);
    expect((await run(['facts', '--out', folder], { HEADRACE_URL: stub.url })).code).toBe(3);
    expect(files()).toEqual([]);
    expect(existsSync(join(folder, 'cursor.json'))).toBe(false);
    expect((await copy()).code).toBe(0);
    expect(copied()).toEqual(await inTheStore());
  });

  it('names a finished file that a crash has left without its name, and does not write it again', async () => {
    await record(3);
    await copy();
    const [, last = ''] = files();
    renameSync(join(folder, last), join(folder, `.${last}.partial`));
    const before = await inTheStore();
    await record(1);
    expect((await copy()).code).toBe(0);
    expect(copied()).toEqual(await inTheStore());
    expect(copied()).toHaveLength(before.length + 1);
  });

  it('is written by one process at a time, and by the next one after a crash', async () => {
    await record(1);
    writeFileSync(join(folder, '.lock'), String(process.pid));
    const refused = await copy();
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(`process ${process.pid} writes there already`);
    expect(files()).toEqual([]);
    // Longer than any process id.
    writeFileSync(join(folder, '.lock'), '99999999');
    expect((await copy()).code).toBe(0);
    expect(copied()).toEqual(await inTheStore());
  });

  it('begins where it is told, and then goes on from its own cursor alone', async () => {
    await record(3);
    const { next } = await api.store.facts.feed({ limit: 1 });
    expect((await copy('--after', next)).code).toBe(0);
    expect(copied()).toEqual((await inTheStore()).slice(1));
    const again = await copy('--after', next);
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('a cursor of its own');
    expect(copied()).toHaveLength(2);
  });
});

describe('facts', () => {
  it('are listed with what they say, and where the list goes on', async () => {
    await record(2);
    const { stdout, stderr } = await run(['facts', '--limit', '1'], environment);
    expect(stdout).toMatch(/order-to-production\/1000\/P100\/1000123 +state +is STATE_\d+\n$/);
    const cursor = /facts --after (\S+)/.exec(stderr)?.[1] ?? '';
    const rest = await run(['facts', '--json', '--after', cursor], environment);
    expect(JSON.parse(rest.stdout)).toMatchObject({ facts: [{ ordinal: 0 }], more: false });
    const wrong = await run(['facts', '--after', 'nonsense'], environment);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('the cursor is not one that was given out');
  });
});
