import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actionRoles, runActions } from '../../contracts/actions.js';
import { processes } from '../../contracts/processes/index.js';
import { HouseCopy } from '../house/house-copy.js';
import { changes, harmless } from './changes.js';
import { historyNames, readHistory } from './history-file.js';
import { notPassed } from './not-passed.js';
import { type ProcessName, wanted } from './outcomes.js';
import { choiceOf, codesOfWorkflows, type Passed, passedBy } from './passed.js';
import { bundleObserved, replay, type Replayed } from './replay.js';

// The engine warns of each difference; the tests say more.
const telemetryOptions = { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } };
Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions, shutdownSignals: [] });

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('every stored history', () => {
  let runs: Replayed[];
  beforeAll(async () => {
    runs = await replay(await bundleObserved(), historyNames().map(readHistory));
  });
  const passed = (process: string): Passed => passedBy(runs.filter(({ name }) => name.startsWith(`${process}.`)));
  const missing = (all: Iterable<string>, had: Set<string>): string[] => [...all].filter((one) => !had.has(one));

  test('is there for each outcome of each process, and for nothing else (written by `npm run histories`)', () => {
    expect(historyNames()).toEqual(wanted.map(({ name }) => name).sort());
    expect(Object.keys(processes).sort()).toEqual([...new Set(wanted.map(({ process }) => process))].sort());
  });

  test('is replayed by the code of today without a difference, so that runs in flight survive it', () => {
    const differences = runs.flatMap(({ name, error }) => (error ? [`${name}: ${reasonOf(error)}`] : []));
    expect(differences).toEqual([]);
  });

  test('ends where its outcome says', () => {
    const ends = runs.map(({ name, checkpoints }) => {
      const { state, condition } = checkpoints.at(-1)?.view ?? {};
      return `${name}: ${state} ${condition}`;
    });
    expect(ends.sort()).toEqual(
      wanted.map(({ name, outcome }) => `${name}: ${outcome.state} ${outcome.condition}`).sort(),
    );
  });

  test.each(Object.entries(processes))('adds to all states, steps and choices of %s', (process, contract) => {
    const { states, steps, choices } = passed(process);
    expect(missing(Object.keys(contract.states), states)).toEqual(
      Object.keys(notPassed.states[process as ProcessName]),
    );
    expect(missing(Object.keys(contract.steps), steps)).toEqual([]);
    const offered = Object.values(contract.decisions).map((own) => own.map(({ choice }) => choice));
    const all = offered.flatMap((own) => own.map((choice) => choiceOf(choice, own)));
    expect(missing(all, choices)).toEqual(Object.keys(notPassed.choices[process as ProcessName]));
  });

  test('adds to all conditions, actions and codes that a run can show', () => {
    const { conditions, actions, codes } = passedBy(runs);
    expect(missing(Object.keys(runActions), conditions)).toEqual(Object.keys(notPassed.conditions));
    expect(missing(Object.keys(actionRoles), actions)).toEqual([]);
    expect(missing(codesOfWorkflows(root), codes)).toEqual(Object.keys(notPassed.codes));
  });
});

describe('a change of the code', () => {
  let copy: HouseCopy;
  beforeAll(() => {
    copy = new HouseCopy();
  });
  afterAll(() => copy.remove());

  async function replayChanged({ file, from, to }: typeof harmless, names: string[]): Promise<Replayed[]> {
    const text = readFileSync(join(root, file), 'utf8');
    expect(text, `${file} has changed: so must this test`).toContain(from);
    const code = await copy.with(file, text.replace(from, to), () => bundleObserved(`${copy.root}/`));
    return replay(code, names.map(readHistory));
  }

  test.each(changes)('that breaks runs in flight is noticed: $what', async ({ noticedBy, ...change }) => {
    const runs = await replayChanged(change, noticedBy);
    expect(runs.flatMap(({ name, error }) => (error ? [name] : []))).toEqual(noticedBy);
    for (const { error } of runs) expect(reasonOf(error)).toMatch(/nondeterminism/i);
  });

  test('that changes words alone is not', async () => {
    const [run] = await replayChanged(harmless, ['order-to-production.order-unknown']);
    expect(run?.error).toBeUndefined();
    expect(run?.checkpoints.at(-1)?.view.exceptions[0]?.text).toContain(harmless.to);
  });
});

const reasonOf = (error: Error | undefined): string => error?.message.slice(0, 400) ?? '';
