import { expect, test } from 'vitest';
import { initialView } from '../../../contracts/start.js';
import type { Exception, RunView } from '../../../contracts/view.js';
import { memoOf } from '../../../workflows/kit/journal.js';

const key = { process: 'ship-to-cash', company: '1000', plant: '-', key: '200045' };
const bytes = (view: RunView): number => Buffer.byteLength(JSON.stringify(view));

/** What a vendor said, and people's languages take several bytes a letter. */
const wordy = (text: string): Exception => ({
  id: 'post goods issue',
  step: 'post goods issue',
  code: 'B-REJECTED',
  class: 'B',
  owner: 'logistics',
  severity: 'SEV2',
  text,
  upstream: { system: 'SAP', status: 400, code: 'VL/367', text },
  impact: { orders: ['200045', '200046', '200047', '200048'], confidence: 'UNKNOWN' },
  since: '2026-03-10T08:00:00.000Z',
  attempts: 1,
  actions: ['retry', 'amend', 'reassign'],
});

test.each([
  ['in Latin letters', 'Der Warenausgang ist gesperrt. '.repeat(40)],
  ['in letters of three bytes', '出庫は転記できません。'.repeat(60)],
  ['in signs of four bytes', '🏭'.repeat(400)],
])('a memo stays below 2 KB however much a system has to say, %s', (_, text) => {
  const steps = Array.from({ length: 30 }, (__, index) => `a step with a long name ${index}`);
  const view = { ...initialView(key, 'GI_POSTING', '2026-03-10T08:00:00.000Z'), undoable: steps };
  const memo = memoOf({ ...view, exceptions: [wordy(text), wordy(text)], exceptionCount: 2 });
  expect(bytes(memo)).toBeLessThan(2_000);
  expect(memo.exceptions).toHaveLength(1);
  expect(memo.exceptions[0]?.text.slice(0, 20)).toBe(text.slice(0, 20));
  expect(memo.exceptionCount).toBe(2);
});
