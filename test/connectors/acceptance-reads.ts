import assert from 'node:assert/strict';
import type { Read } from '../../contracts/ports.js';
import type { FaultRequest } from '../../practice/faults.js';
import type { Check } from './acceptance-postings.js';
import {
  bounded,
  deadUrl,
  HELD_MS,
  IMPATIENT,
  never,
  type Subject,
  troubleOf,
  under,
  until,
} from './acceptance-trial.js';

const reader = (subject: Subject, operation: string, change = {}) => {
  const read = subject.connect(change)[operation] as Read<unknown, unknown>;
  return (signal = never()) => read(subject.bench.reads[operation], { signal });
};

/** A read may be several requests; one that is left over when the others have failed must not use up the next fault. */
const TIMES = 9;

/** A read has posted nothing, whatever happens to it. */
async function fails(subject: Subject, operation: string, fault: FaultRequest, change = {}) {
  const read = reader(subject, operation, change);
  const trouble = await under(subject, { times: TIMES, ...fault }, () => bounded(troubleOf(read())));
  assert.equal(trouble.applied, 'no');
  return trouble;
}

export const readChecks: Check[] = [
  {
    name: 'reads what is there',
    async run(subject, operation) {
      assert.ok(await reader(subject, operation)());
    },
  },
  {
    name: 'says that a system is unavailable when it cannot connect',
    async run(subject, operation) {
      const trouble = await bounded(troubleOf(reader(subject, operation, { ...IMPATIENT, url: await deadUrl() })()));
      assert.deepEqual([trouble.code, trouble.applied], ['T-UNAVAILABLE', 'no']);
    },
  },
  {
    name: 'does not understand a page that something in between answers with 200',
    async run(subject, operation) {
      assert.equal((await fails(subject, operation, { kind: 'garbage' })).code, 'C-BAD-REPLY');
    },
  },
  {
    name: 'reads again later what it is asked to leave for now',
    async run(subject, operation) {
      const trouble = await fails(subject, operation, { kind: 'status', status: 429, retryAfterS: 7 });
      assert.deepEqual([trouble.code, trouble.retryAfterMs], ['T-RATE', 7_000]);
    },
  },
  {
    name: 'takes no failure for an absence',
    async run(subject, operation) {
      await fails(subject, operation, { kind: 'status', status: 500 });
      await fails(subject, operation, { kind: 'cut-before' });
    },
  },
  {
    name: 'bounds an answer without an end',
    async run(subject, operation) {
      await fails(subject, operation, { kind: 'endless' });
      await fails(subject, operation, { kind: 'endless', delayMs: 50 }, IMPATIENT);
    },
  },
  {
    name: 'bounds the wait for an answer',
    async run(subject, operation) {
      await fails(subject, operation, { kind: 'hold-reply', delayMs: HELD_MS }, IMPATIENT);
    },
  },
  {
    name: 'stops reading when it is told to give up',
    async run(subject, operation) {
      const giveUp = new AbortController();
      const read = reader(subject, operation);
      await under(subject, { kind: 'hold-reply', delayMs: HELD_MS, times: TIMES }, async (fault) => {
        const reading = bounded(troubleOf(read(giveUp.signal)));
        await until(() => fault.struck > 0);
        giveUp.abort();
        await reading;
      });
    },
  },
];
