import assert from 'node:assert/strict';
import type { Trouble } from '../../contracts/errors.js';
import type { CallClass } from '../../contracts/ports.js';
import type { FaultRequest } from '../../practice/faults.js';
import {
  bounded,
  deadUrl,
  HELD_MS,
  IMPATIENT,
  never,
  newKey,
  openTrial,
  type Subject,
  SYSTEM,
  troubleOf,
  under,
  until,
} from './acceptance-trial.js';

/** Something that every posting of every connector must do. */
export interface Check {
  name: string;
  /** Left out: for all classes. */
  only?: CallClass;
  /** Only for operations that take something back. */
  undo?: true;
  run(subject: Subject, operation: string): Promise<void>;
}

/** What a send ends in while its write meets this fault, and what the ledger then holds. */
async function struck(subject: Subject, operation: string, fault: Omit<FaultRequest, 'method' | 'path'>, change = {}) {
  const trial = await openTrial(subject, operation, change);
  const request = { ...trial.trial.write, ...fault };
  const trouble = await under(subject, request, () => bounded(troubleOf(trial.send())));
  return { trouble, ...trial };
}

const isNotPosted = ({ applied, code }: Trouble, documents: number): void => {
  assert.equal(applied, 'no', `${code} must be proof that nothing was posted`);
  assert.equal(documents, 0);
};

const isInDoubt = ({ applied, code }: Trouble): void =>
  assert.equal(applied, 'maybe', `${code} must leave it in doubt`);

const outcomes: Check[] = [
  {
    name: 'is sure that nothing was posted when it cannot connect',
    async run(subject, operation) {
      const { send, documents } = await openTrial(subject, operation, { ...IMPATIENT, url: await deadUrl() });
      const trouble = await bounded(troubleOf(send()));
      assert.equal(trouble.code, 'T-UNAVAILABLE');
      isNotPosted(trouble, documents());
    },
  },
  {
    name: 'is in doubt when the answer is cut off, and finds the one document that stands',
    async run(subject, operation) {
      const { trouble, documents, find } = await struck(subject, operation, { kind: 'commit-then-cut' });
      isInDoubt(trouble);
      assert.notEqual(await find(), null);
      assert.equal(documents(), 1);
    },
  },
  {
    name: 'is in doubt when the connection breaks, and finds that nothing stands',
    async run(subject, operation) {
      const { trouble, documents, find } = await struck(subject, operation, { kind: 'cut-before' });
      isInDoubt(trouble);
      assert.equal(await find(), null);
      assert.equal(documents(), 0);
    },
  },
  {
    name: 'is in doubt after a bare 500, and does not try again by itself',
    async run(subject, operation) {
      const { trouble, documents } = await struck(subject, operation, { kind: 'status', status: 500 });
      isInDoubt(trouble);
      assert.equal(documents(), 0);
    },
  },
  {
    name: 'is in doubt after a 503 that does not say when to come back',
    async run(subject, operation) {
      isInDoubt((await struck(subject, operation, { kind: 'status', status: 503 })).trouble);
    },
  },
  {
    name: 'is in doubt when something in between answers with a page of its own and 200',
    async run(subject, operation) {
      const { trouble, documents, find } = await struck(subject, operation, { kind: 'garbage' });
      isInDoubt(trouble);
      assert.notEqual(await find(), null);
      assert.equal(documents(), 1);
    },
  },
  {
    name: 'is in doubt when the answer has no end',
    async run(subject, operation) {
      isInDoubt((await struck(subject, operation, { kind: 'endless' })).trouble);
    },
  },
  {
    name: 'is in doubt when the answer comes drop by drop',
    async run(subject, operation) {
      isInDoubt((await struck(subject, operation, { kind: 'endless', delayMs: 50 }, IMPATIENT)).trouble);
    },
  },
  {
    name: 'is in doubt when no answer comes in time',
    async run(subject, operation) {
      const { trouble, documents } = await struck(
        subject,
        operation,
        { kind: 'hold-reply', delayMs: HELD_MS },
        IMPATIENT,
      );
      isInDoubt(trouble);
      assert.equal(documents(), 1);
    },
  },
];

const refusals: Check[] = [
  {
    name: 'is sure that nothing was posted when it is asked to slow down, and says until when',
    async run(subject, operation) {
      const { trouble, documents } = await struck(subject, operation, { kind: 'status', status: 429, retryAfterS: 7 });
      isNotPosted(trouble, documents());
      assert.equal(trouble.code, 'T-RATE');
      assert.equal(trouble.retryAfterMs, 7_000);
    },
  },
  {
    name: 'is sure that nothing was posted when the system says when it is back',
    async run(subject, operation) {
      const { trouble, documents } = await struck(subject, operation, { kind: 'status', status: 503, retryAfterS: 9 });
      isNotPosted(trouble, documents());
      assert.equal(trouble.code, 'T-UNAVAILABLE');
      assert.equal(trouble.retryAfterMs, 9_000);
    },
  },
  {
    name: 'is sure that nothing was posted when its sign-in is refused',
    async run(subject, operation) {
      const { trouble, documents } = await struck(subject, operation, { kind: 'status', status: 401, times: 5 });
      isNotPosted(trouble, documents());
      assert.equal(trouble.code, 'T-AUTH');
    },
  },
  {
    name: 'keeps what the system said when it refuses',
    async run(subject, operation) {
      const { trouble, documents } = await struck(subject, operation, { kind: 'status', status: 400, code: 'ZZ/999' });
      isNotPosted(trouble, documents());
      assert.equal(trouble.upstream?.system, SYSTEM);
      assert.equal(trouble.upstream?.status, 400);
      assert.equal(trouble.upstream?.code, 'ZZ/999');
      assert.ok(trouble.upstream?.text, 'the text of the system is missing');
    },
  },
  {
    name: 'posts nothing once it is told to give up',
    async run(subject, operation) {
      const { send, documents } = await openTrial(subject, operation);
      isNotPosted(await troubleOf(send(AbortSignal.abort())), documents());
    },
  },
];

const sameKey: Check[] = [
  {
    name: 'finds nothing before anything was sent',
    async run(subject, operation) {
      const { find, documents } = await openTrial(subject, operation);
      assert.equal(await find(), null);
      assert.equal(documents(), 0);
    },
  },
  {
    name: 'finds after posting what the posting answered',
    async run(subject, operation) {
      const { send, find, documents } = await openTrial(subject, operation);
      const sent = await send();
      assert.ok(sent.documents.length > 0, 'no document is named');
      const found = (await find())?.documents ?? [];
      // It may know more by now, such as the documents that came of it; never others.
      for (const document of sent.documents)
        assert.deepEqual(
          found.find(({ type }) => type === document.type),
          document,
        );
      assert.equal(documents(), 1);
    },
  },
  {
    name: 'posts one document when the same key is sent twice',
    only: 'keyed',
    async run(subject, operation) {
      const { send, documents } = await openTrial(subject, operation);
      const first = await send();
      assert.deepEqual((await send()).documents, first.documents);
      assert.equal(documents(), 1);
    },
  },
  {
    name: 'posts one document when a send in doubt is repeated with its key',
    only: 'keyed',
    async run(subject, operation) {
      const { send, documents } = await struck(subject, operation, { kind: 'commit-then-cut' });
      await send();
      assert.equal(documents(), 1);
    },
  },
  {
    name: 'does not take the posting of another key for its own',
    only: 'unkeyed',
    async run(subject, operation) {
      const { send, find } = await openTrial(subject, operation);
      await send();
      assert.equal(await find(newKey()), null);
    },
  },
  {
    name: 'does not take a look-up that failed for an absence',
    async run(subject, operation) {
      const { send, find } = await openTrial(subject, operation);
      await send();
      const failures: FaultRequest[] = [{ kind: 'status', status: 500 }, { kind: 'garbage' }, { kind: 'cut-before' }];
      for (const failure of failures) await under(subject, { ...failure, times: 5 }, () => bounded(troubleOf(find())));
    },
  },
  {
    name: 'does not cut a posting short when it is told to give up meanwhile',
    async run(subject, operation) {
      const { send, documents, trial } = await openTrial(subject, operation);
      const giveUp = new AbortController();
      const sent = under(subject, { ...trial.write, kind: 'hold-reply', delayMs: 200 }, async (fault) => {
        const sending = bounded(send(giveUp.signal));
        await until(() => fault.struck > 0);
        giveUp.abort();
        return sending;
      });
      assert.ok((await sent).documents.length > 0);
      assert.equal(documents(), 1);
    },
  },
  {
    name: 'has taken back what never happened',
    undo: true,
    async run(subject, operation) {
      const { posting, trial } = await openTrial(subject, operation);
      assert.ok(trial.neverHappened, 'nothing to try it with');
      await posting.send(trial.neverHappened, { key: newKey(), signal: never() });
    },
  },
];

export const postingChecks: Check[] = [...outcomes, ...refusals, ...sameKey];
