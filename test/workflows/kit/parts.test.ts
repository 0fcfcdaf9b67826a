import { expect, test } from 'vitest';
import { CancelAsked, Parts, type Rest } from '../../../workflows/kit/parts.js';

const waiting: Rest = { condition: 'WAITING' };
const broken: Rest = { condition: 'EXCEPTION' };

test('people see the part that needs them, not the one that merely waits', () => {
  const parts = new Parts();
  parts.rest(waiting);
  parts.rest(broken);
  expect(parts.foremost.condition).toBe('EXCEPTION');
  parts.move(broken);
  expect(parts.foremost.condition).toBe('WAITING');
});

test('of several waits people see the one that is due first, and not one that is due at no time', () => {
  const due = (what: string, expectedBy?: string): Rest => ({
    condition: 'WAITING',
    waitingFor: { what, from: 'TMS', since: '2026-03-10T08:00:00Z', ...(expectedBy !== undefined && { expectedBy }) },
  });
  const parts = new Parts();
  parts.rest(due('the truck'));
  parts.rest(due('the picking', '2026-03-10T16:00:00Z'));
  expect(parts.foremost.waitingFor?.what).toBe('the picking');
  parts.rest(due('the answer', '2026-03-10T10:00:00Z'));
  expect(parts.foremost.waitingFor?.what).toBe('the answer');
});

test('a run of which one part moves is not shown as waiting', async () => {
  const parts = new Parts();
  let end = (): void => undefined;
  const both = parts.beside(
    [() => new Promise<void>((resolve) => (end = resolve)), () => Promise.resolve()],
    () => undefined,
  );
  await Promise.resolve();
  expect(parts.foremost.condition).toBe('RUNNING');
  parts.rest(waiting);
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(parts.foremost.condition).toBe('WAITING');
  end();
  await both;
});

test('a cancel in one part is not carried out while a call of the other is under way', async () => {
  const parts = new Parts();
  const order: string[] = [];
  let answer = (): void => undefined;
  const call = new Promise<void>((resolve) => (answer = resolve));
  const both = parts
    .beside(
      [
        () => Promise.reject(new CancelAsked()),
        async () => {
          await call;
          order.push('answered');
          throw new CancelAsked();
        },
      ],
      () => order.push('ended'),
    )
    .catch((failure: unknown) => order.push(failure instanceof CancelAsked ? 'cancel' : 'defect'));
  await new Promise((resolve) => setTimeout(resolve, 1));
  expect(order).toEqual(['ended']);
  answer();
  await both;
  expect(order).toEqual(['ended', 'answered', 'ended', 'cancel']);
});

test('a defect in one part is not hidden by the patience of the other', async () => {
  const parts = new Parts();
  const never = () => new Promise<void>(() => undefined);
  const defect = () => Promise.reject(new TypeError('a defect'));
  await expect(parts.beside([never, defect], () => undefined)).rejects.toThrow('a defect');
});
