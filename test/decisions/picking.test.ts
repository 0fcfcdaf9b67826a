import { describe, expect, test } from 'vitest';
import type { OutboundDelivery } from '../../contracts/entities/outbound-delivery.js';
import type { WarehouseOrder } from '../../contracts/entities/warehouse-order.js';
import { byDeliveryLine, issuedOtherwise, pickingOf, wantedOf, withQuantities } from '../../decisions/picking.js';

const pieces = (value: string) => ({ value, uom: 'EA' });
const line = (no: string, salesOrderLine: string, quantity: string) => ({
  ...{ line: no, salesOrderLine, item: 'FG-1000', quantity: pieces(quantity), picked: pieces('0') },
});
const delivery = (...lines: OutboundDelivery['lines']): OutboundDelivery => ({
  ...{ plant: 'P100', deliveryNo: '80001', salesOrderNo: '200045', shipTo: 'C-100', credit: 'APPROVED', lines },
  ...{ plannedGoodsIssue: '2026-03-12T12:00:00Z', weight: { value: '1200', uom: 'KG' } },
});
const warehouse = (status: WarehouseOrder['status'], picked: Record<string, string>): WarehouseOrder => ({
  ...{ deliveryNo: '80001', version: '1', status, handlingUnits: [] },
  lines: Object.entries(picked).map(([no, value]) => ({
    ...{ line: no, item: 'FG-1000', quantity: pieces(value), picked: pieces(value), short: pieces('0'), lots: [] },
  })),
});
const exact = () => '0';

describe('lines that bring nothing any more', () => {
  test('a line at zero is out of the delivery, and nobody waits for its pick', () => {
    const less = withQuantities(delivery(line('10', '10', '40'), line('20', '20', '60')), [
      { line: '10', quantity: pieces('0') },
    ]);
    expect(less.lines.map((one) => one.line)).toEqual(['20']);
    expect(pickingOf(warehouse('PACKED', { 20: '60' }), wantedOf(less, exact))).toMatchObject({
      stage: 'DONE',
      over: [],
    });
    const unfiltered = delivery(line('10', '10', '0'), line('20', '20', '60'));
    expect(pickingOf(warehouse('PACKED', { 20: '60' }), wantedOf(unfiltered, exact)).stage).toBe('DONE');
  });

  test('what is picked of it is picked too much, all of it', () => {
    const wanted = wantedOf(delivery(line('20', '20', '60')), exact);
    expect(pickingOf(warehouse('PACKED', { 10: '40', 20: '60' }), wanted).over).toEqual([
      { line: '10', quantity: pieces('40') },
    ]);
  });
});

describe('several lines of a delivery for one line of the order, as an ERP splits by lot', () => {
  const split = delivery(line('10/900001', '10', '120'), line('10/900002', '10', '80'), line('20', '20', '5'));

  test('a new quantity is shared among them, and not given to each', () => {
    const shares = (value: string) =>
      byDeliveryLine(split, [{ salesOrderLine: '10', quantity: pieces(value) }]).map(({ quantity }) => quantity.value);
    expect(shares('150')).toEqual(['120', '30']);
    expect(shares('100')).toEqual(['100', '0']);
    expect(shares('230')).toEqual(['120', '110']);
    expect(shares('0')).toEqual(['0', '0']);
  });

  test('what was issued is compared with all of them together', () => {
    const stands = (...issued: [string, string][]) =>
      issued.map(([salesOrderLine, value]) => ({ salesOrderLine, picked: pieces(value) }));
    expect(issuedOtherwise(split, stands(['10', '150'], ['10', '50'], ['20', '5']))).toEqual([]);
    expect(issuedOtherwise(split, stands(['10', '150'], ['20', '5']))).toEqual(['10']);
    expect(issuedOtherwise(split, stands(['10', '200'], ['20', '5'], ['30', '1']))).toEqual(['30']);
  });
});
