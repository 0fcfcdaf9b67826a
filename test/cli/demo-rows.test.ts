import { describe, expect, it } from 'vitest';
import { notStruck, nobodyNeeded, resultOf } from '../../cli/demo/books.js';
import { freeingCommand } from '../../cli/demo/free.js';
import { productionRow, salesRow } from '../../cli/demo/order-row.js';
import type { RunEntry } from '../../cli/replies.js';
import { reckon } from '../../practice/reckoning.js';
import { agreeingSalesBooks } from '../practice/sales-books.js';

const SALE = { salesOrderNo: '5000201', plant: 'P200', customer: 'C-200', quantity: '30', price: '1' } as const;
const DELIVERIES = ['80000001', '80000002'];
const asked = {
  ...{ id: '1', step: 'tender', code: 'B-FREIGHT-OVER', class: 'business', owner: 'logistics', severity: 'SEV3' },
  ...{ text: 'RAPIDHAUL takes 910.00 USD', since: '', attempts: 0, actions: [] },
};

const run = (process: string, key: string, differing: object = {}): RunEntry =>
  ({
    ...{ process, key, company: '1000', plant: process === 'ship-to-cash' ? '-' : 'P200', runId: `${process}/${key}` },
    ...{ state: 'OPEN', condition: 'WAITING', exceptions: [], ...differing },
  }) as unknown as RunEntry;

const closed = { state: 'CLOSED', condition: 'DONE' };
const sold = (runs: RunEntry[]) => salesRow({ ...SALE, incoterms: 'DAP' }, runs, DELIVERIES);

describe('the row of a sales order', () => {
  it('shows the delivery that waits for a person, also beside another one that goes well', () => {
    const stuck = run('outbound-delivery', '80000002', { state: 'FREIGHT_DECISION', condition: 'EXCEPTION' });
    Object.assign(stuck, { exceptions: [asked] });
    const order = run('ship-to-cash', '5000201', { fulfilment: { ordered: '30', picked: '12', shipped: '12' } });
    const row = sold([order, run('outbound-delivery', '80000001', { state: 'IN_TRANSIT' }), stuck]);
    expect(row).toMatchObject({ state: 'FREIGHT_DECISION', done: '12', wanted: '30', ended: false });
    expect(row.note).toBe('needs logistics: RAPIDHAUL takes 910.00 USD');
    expect(freeingCommand(stuck)).toMatch(/headrace act 80000002 decide --choice APPROVE --reason PRICE_OK$/);
  });

  it('is not over before each of its deliveries is', () => {
    const order = run('ship-to-cash', '5000201', closed);
    const first = run('outbound-delivery', '80000001', closed);
    const carried = { freight: { state: 'BOOKED', carrier: 'NORTHLINE', cost: { amount: '640.00', currency: 'USD' } } };
    const onItsWay = sold([order, first, run('outbound-delivery', '80000002', { state: 'IN_TRANSIT', ...carried })]);
    expect(onItsWay).toMatchObject({ state: 'IN_TRANSIT', note: 'NORTHLINE, 640.00 USD', ended: false });
    expect(sold([order, first, run('outbound-delivery', '80000002', closed)]).ended).toBe(true);
  });

  it('does not take another order’s delivery for its own', () => {
    const others = run('outbound-delivery', '80000009', { condition: 'EXCEPTION' });
    expect(sold([run('ship-to-cash', '5000201'), others]).stuck).toBeUndefined();
  });
});

it('an order of production that nobody has released is not over', () => {
  const row = productionRow({ orderNo: '1000101', plant: 'P100', quantity: '500', reports: [] }, []);
  expect(row).toMatchObject({ kind: 'production', state: 'NOT RELEASED', done: '0', ended: false });
});

describe('the result of the demo', () => {
  const freed = ['order-to-production', 'production-to-inventory', 'ship-to-cash', 'outbound-delivery'].map(
    (process) => ({ runId: `${process}/x`, by: 'somebody', action: 'retry', outcome: 'done' }),
  );
  const struck = [{ what: 'SAP is down', struck: 1 }];

  it('is good where all agrees, all that was asked for has happened, and each process needed a person', () => {
    const result = resultOf(reckon(agreeingSalesBooks()), struck, freed);
    expect(result.differences).toEqual([]);
    expect(Object.values(result.checks).every(Boolean)).toBe(true);
    expect(result.counts).toMatchObject({ deliveries: 1, goodsIssues: 1, notices: 1 });
    expect(result.money).toMatchObject({ shippedValue: '947.50', billed: '947.50' });
  });

  it('is not, where a trouble never happened, or a process needed nobody', () => {
    expect(notStruck([])).toHaveLength(1);
    expect(nobodyNeeded(freed.slice(1))).toEqual(['nothing of order-to-production waited for a person']);
    const result = resultOf(reckon(agreeingSalesBooks()), [{ what: 'SAP is down', struck: 0 }], freed.slice(1));
    expect(result.differences).toEqual([
      'it was asked for and never happened: SAP is down',
      'nothing of order-to-production waited for a person',
    ]);
    expect(Object.values(result.checks).filter((agrees) => !agrees)).toHaveLength(2);
  });
});
