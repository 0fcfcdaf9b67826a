import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach } from 'vitest';
import type { Checkpoint } from '../../contracts/facts.js';
import type { Exception, RunView } from '../../contracts/view.js';
import { openStore } from '../../store/open.js';
import type { AuditEntry, Store } from '../../store/store.js';

const folders: string[] = [];
const stores: Store[] = [];

afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A place for a store, removed after the test. */
export function newPlace(): { path: string; url: string } {
  const folder = mkdtempSync(join(tmpdir(), 'headrace-store-'));
  folders.push(folder);
  const path = join(folder, 'store.db');
  return { path, url: pathToFileURL(path).href };
}

/** Opens a store that is closed after the test; the same place again is a second process's view of it. */
export async function open(place = newPlace()): Promise<Store> {
  const store = await openStore(place.url);
  stores.push(store);
  return store;
}

export const view = (key: string, change: Partial<RunView> = {}): RunView => ({
  process: 'order-to-production',
  company: '1000',
  plant: 'P100',
  key,
  state: 'IN_EXECUTION',
  condition: 'RUNNING',
  since: '2026-03-02T08:00:00.000Z',
  revision: 1,
  held: false,
  cancelling: false,
  actions: [],
  exceptions: [],
  exceptionCount: 0,
  undoable: [],
  ...change,
});

export const exception = (id: string, change: Partial<Exception> = {}): Exception => ({
  id,
  step: 'dispatch',
  code: 'B-MES-REJECTED',
  class: 'B',
  owner: 'planner',
  severity: 'SEV2',
  text: 'rejected',
  since: '2026-03-02T08:00:00.000Z',
  attempts: 1,
  actions: ['retry'],
  ...change,
});

export const runIdOf = (key: string): string => `order-to-production/1000/P100/${key}`;

export const checkpoint = (key: string, number: number, change: Partial<Checkpoint> = {}): Checkpoint => ({
  runId: runIdOf(key),
  checkpoint: number,
  view: view(key),
  facts: [],
  ...change,
});

export const auditEntry = (subject: string, change: Partial<AuditEntry> = {}): AuditEntry => ({
  at: '2026-03-02T08:00:00.000Z',
  actor: 'anna',
  what: 'action.cancel',
  subject,
  plant: 'P100',
  outcome: 'attempted',
  ...change,
});
