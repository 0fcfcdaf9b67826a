import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InboundEvent } from '../../../contracts/events.js';
import { Inbox } from '../../../workflows/kit/inbox.js';

const event = (offset: number) => ({ offset, type: 'OperationConfirmed', messageId: `m${offset}` }) as InboundEvent;
const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => event(from + index));

/** What the message store would give: everything after an offset, some at a time. */
const stored = (total: number, after: number, limit: number) => range(after + 1, Math.min(total, after + limit));

test('every event comes out once and in order, however signals repeat, a burst overflows and the run begins anew', () => {
  const step = fc.oneof(
    fc.record({
      do: fc.constant('signal' as const),
      size: fc.integer({ min: 1, max: 700 }),
      back: fc.integer({ min: 0, max: 30 }),
    }),
    fc.record({ do: fc.constant('take' as const), size: fc.integer({ min: 1, max: 300 }) }),
    fc.record({ do: fc.constant('renew' as const) }),
  );
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
      let inbox = new Inbox();
      let sent = 0;
      const taken: number[] = [];
      const takeOne = (): boolean => {
        if (!inbox.has(['OperationConfirmed']) && inbox.isBehind) inbox.catchUp(stored(sent, inbox.lastOffset, 200));
        const next = inbox.take(['OperationConfirmed']);
        if (next) taken.push(next.offset);
        return next !== undefined;
      };
      for (const one of steps) {
        if (one.do === 'signal') {
          const from = Math.max(1, sent + 1 - one.back);
          sent += one.size;
          inbox.receive(range(from, sent));
        } else if (one.do === 'take') {
          for (let index = 0; index < one.size && takeOne(); index += 1);
        } else {
          inbox = new Inbox(inbox.carried);
        }
      }
      while (takeOne() || inbox.isBehind);
      expect(taken).toEqual(range(1, sent).map((each) => each.offset));
    }),
  );
});

test('a burst is not carried over a new beginning, beyond a bound', () => {
  const inbox = new Inbox();
  inbox.receive(range(1, 2_000));
  expect(inbox.carried.events.length).toBeLessThanOrEqual(100);
  expect(new Inbox(inbox.carried).isBehind).toBe(true);
});

test('messages that the store no longer has on its way do not keep a run waiting for them', () => {
  const inbox = new Inbox();
  inbox.receive(range(1, 600));
  while (inbox.take(['OperationConfirmed']));
  inbox.catchUp([]);
  expect(inbox.isBehind).toBe(false);
});
