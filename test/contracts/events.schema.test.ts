import { describe, expect, it } from 'vitest';
import { eventSchemas } from '../../contracts/events.schema.js';
import { routes } from '../../contracts/events.js';

const confirmation = (differing: Record<string, unknown> = {}) => ({
  confirmationId: 'MES-P100-88123',
  orderNo: '000001000123',
  operation: '0040',
  kind: 'PARTIAL',
  yield: { value: '100', uom: 'EA' },
  scrap: { value: '4', uom: 'EA', reason: 'DIM' },
  rework: { value: '0', uom: 'EA' },
  outputs: [{ item: 'FG-1000', role: 'MAIN', lot: 'L-31', qty: { value: '100', uom: 'EA' } }],
  consumption: [{ item: 'RM-10', lot: 'L-778', mode: 'ACTUAL', qty: { value: '104.000', uom: 'EA' } }],
  ...differing,
});

const wrongAt = (content: unknown): string[] =>
  (eventSchemas.OperationConfirmed.safeParse(content).error?.issues ?? []).map(({ path }) => path.join('/'));

it('has a schema for every event that is routed', () => {
  expect(Object.keys(eventSchemas).sort()).toEqual(Object.keys(routes).sort());
});

describe('a confirmation', () => {
  it('is taken as agreed, and stays as it is', () => {
    expect(eventSchemas.OperationConfirmed.parse(confirmation())).toEqual(confirmation());
  });

  it.each(['-1', '+1', '1e3', '1,5', '', '.5', '1.', '12345678901234', '0.1234567', ' 1', '１'])(
    'has no quantity "%s"',
    (value) => {
      expect(wrongAt(confirmation({ yield: { value, uom: 'EA' } }))).toEqual(['yield/value']);
    },
  );

  it('has no quantity as a number, which would be a float', () => {
    expect(wrongAt(confirmation({ yield: { value: 100, uom: 'EA' } }))).toEqual(['yield/value']);
  });

  it.each(['kind', 'role', 'mode'])('has no %s that we do not know', (name) => {
    const [output, used] = [confirmation().outputs[0], confirmation().consumption[0]];
    const differing = {
      kind: { kind: 'TEIL' },
      role: { outputs: [{ ...output, role: 'SIDE' }] },
      mode: { consumption: [{ ...used, mode: 'GUESS' }] },
    }[name];
    expect(wrongAt(confirmation(differing))[0]).toContain(name);
  });

  it.each([
    ['a field that was not agreed', { extra: 1 }, ''],
    ['NUL in a text', { operation: '00\u000040' }, 'operation'],
    ['a text without an end', { operation: 'x'.repeat(201) }, 'operation'],
    ['an order number that no run can have', { orderNo: '100/123' }, 'orderNo'],
    ['an empty order number', { orderNo: '' }, 'orderNo'],
    [
      'lines without an end',
      { consumption: Array.from({ length: 501 }, () => confirmation().consumption[0]) },
      'consumption',
    ],
  ])('has not %s', (_, differing, at) => {
    expect(wrongAt(confirmation(differing))).toContain(at);
  });

  it.each(Object.keys(confirmation()))('is not without its %s', (name) => {
    const { [name as 'kind']: _, ...rest } = confirmation();
    expect(wrongAt(rest)).toEqual([name]);
  });
});

it('takes no count of confirmations that cannot be one', () => {
  for (const confirmations of [-1, 1.5, '3', 2_000_000]) {
    expect(eventSchemas.OrderCompleted.safeParse({ orderNo: '1000123', confirmations }).success).toBe(false);
  }
});
