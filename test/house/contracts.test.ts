import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { breakingChanges } from '../../tools/contracts/breaking-changes.js';
import { sentenceOf } from '../../tools/contracts/change.js';
import { describeContracts } from '../../tools/contracts/description.js';
import { readBaseline } from '../../tools/contract-baseline.js';

const now = describeContracts();

describe('the contracts', () => {
  it('break nobody who relies on those that were committed', () => {
    expect(breakingChanges(readBaseline(), now).map(sentenceOf)).toEqual([]);
  });

  it('are committed as they are', () => {
    const isUpToDate = isDeepStrictEqual(readBaseline(), now);
    expect(isUpToDate, 'contracts/baseline.json is outdated: run `npm run contracts` and commit').toBe(true);
  });

  it('are all that others depend on', () => {
    const sizes = Object.fromEntries(Object.entries(now).map(([part, all]) => [part, Object.keys(all).length]));
    for (const [part, size] of Object.entries(sizes))
      expect({ part, isThere: size > 0 }).toEqual({ part, isThere: true });
    expect(sizes.events).toBeGreaterThan(20);
    expect(now.api['POST /v1/runs/order-to-production']?.request.body).toEqual({
      $ref: '#/components/schemas/StartProductionOrder',
    });
    expect(now.api['GET /v1/runs']?.request.query?.properties).toHaveProperty('severity');
    expect(now.processes['ship-to-cash']).toMatchObject({
      id: 'ship-to-cash/100/-/ABC-123',
      numbers: ['salesOrderNo'],
      decisions: { plant: ['REJECT_LINES'] },
    });
    expect(now.processes['order-to-production']?.id).toBe('order-to-production/100/P100/ABC-123');
    expect(now.events.OperationConfirmed).toMatchObject({ order: 'strict', amounts: 'delta', number: 'orderNo' });
  });
});
