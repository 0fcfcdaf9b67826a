import { beforeAll, describe, expect, test } from 'vitest';
import { type Floor, pieces, startFloor } from '../setup/floor.js';

let floor: Floor;
beforeAll(async () => {
  floor = await startFloor();
});

const confirmationsOf = (orderNo: string) => floor.sap.ledger().confirmations.filter((one) => one.orderNo === orderNo);
const yields = (orderNo: string) => confirmationsOf(orderNo).map((one) => one.yield);

async function reported(orderNo: string, made: string) {
  return floor.until(floor.inventory(orderNo), (view) => view.progress?.yield === made && view.condition === 'WAITING');
}

describe('a report that exceeds what the order allows', () => {
  test('is posted when a supervisor accepts it', async () => {
    floor.order('4000001', '100');
    await floor.report('4000001', { confirmationId: 'A1', yield: pieces('106') });
    const run = floor.inventory('4000001');
    const view = await floor.until(run, (one) => one.state === 'BLOCKED');
    expect(view.exceptions[0]).toMatchObject({
      code: 'B-QTY-OVER',
      owner: 'supervisor',
      choices: ['ACCEPT', 'REJECT'],
    });
    expect(yields('4000001')).toEqual([]);
    const planner = { name: 'Pat', roles: ['planner' as const] };
    const refused = await floor
      .act(run, 'decide', { payload: { choice: 'ACCEPT' }, actor: planner })
      .catch((error: unknown) => (error as Error).cause);
    expect(refused).toMatchObject({ type: 'ACTION_NOT_PERMITTED' });
    await floor.act(run, 'decide', { payload: { choice: 'ACCEPT' } });
    await reported('4000001', '106');
    expect(yields('4000001')).toEqual(['106']);
  });

  test('is not posted when it is rejected, and the next one goes on from what stands', async () => {
    floor.order('4000002', '100');
    await floor.report('4000002', { confirmationId: 'B1', yield: pieces('60'), scrap: pieces('50') });
    const run = floor.inventory('4000002');
    await floor.until(run, (view) => view.exceptions[0]?.code === 'B-QTY-IMPLAUSIBLE');
    await floor.report('4000002', { confirmationId: 'B2', yield: pieces('60'), scrap: pieces('5') });
    await floor.act(run, 'decide', { payload: { choice: 'REJECT' } });
    await reported('4000002', '60');
    expect(confirmationsOf('4000002').map(({ yield: made, scrap }) => [made, scrap])).toEqual([['60', '5']]);
  });
});

describe('the same report again', () => {
  test('with the same content is posted once; with another, a person finds out which is right', async () => {
    floor.order('4000003');
    await floor.report('4000003', { confirmationId: 'C1', yield: pieces('10') });
    await floor.report('4000003', { confirmationId: 'C1', yield: pieces('10') });
    await reported('4000003', '10');
    await floor.report('4000003', { confirmationId: 'C1', yield: pieces('11') });
    const run = floor.inventory('4000003');
    const view = await floor.until(run, (one) => one.condition === 'EXCEPTION');
    expect(view.exceptions[0]).toMatchObject({ code: 'C-DUP-CONFLICT', choices: ['KEEP_FIRST'] });
    await floor.report('4000003', { confirmationId: 'C2', yield: pieces('5') });
    await floor.act(run, 'decide', { payload: { choice: 'KEEP_FIRST' } });
    await reported('4000003', '15');
    expect(yields('4000003')).toEqual(['10', '5']);
  });
});

describe('units', () => {
  test('a unit without a conversion waits for the item to be maintained', async () => {
    floor.order('4000004');
    await floor.report('4000004', {
      confirmationId: 'D1',
      yield: pieces('10'),
      consumption: [{ item: 'RM-10', mode: 'ACTUAL', qty: { value: '1', uom: 'BOX' } }],
    });
    const run = floor.inventory('4000004');
    const view = await floor.until(run, (one) => one.condition === 'EXCEPTION');
    expect(view.exceptions[0]).toMatchObject({ code: 'C-UOM', owner: 'master-data' });
    const [housing] = floor.sap.ledger().stock.filter((one) => one.item === 'RM-10');
    floor.sap.addItem({
      item: 'RM-10',
      baseUom: 'EA',
      standardCost: '18.00',
      alternativeUoms: [{ uom: 'BOX', numerator: '12', denominator: '1' }],
      stock: housing?.quantity ?? '0',
    });
    await floor.act(run, 'retry');
    await reported('4000004', '10');
    const [issue] = floor.sap
      .ledger()
      .materialDocuments.filter((one) => !one.confirmation && one.movements.some((line) => line.orderNo === '4000004'));
    expect(issue?.movements.map((line) => [line.item, line.quantity])).toEqual([['RM-10', '12']]);
  });

  test('rounding over many small reports neither loses nor gains', async () => {
    floor.order('4000005', '300', { components: [{ item: 'RM-50', quantity: '14.250', uom: 'L' }] });
    for (let index = 1; index <= 6; index += 1)
      await floor.report('4000005', { confirmationId: `E${index}`, yield: pieces('1') });
    await reported('4000005', '6');
    const issued = floor.sap
      .ledger()
      .materialDocuments.flatMap((one) => one.movements)
      .filter((line) => line.orderNo === '4000005' && line.type === '261');
    // 0.0475 L each: 0.048, 0.047, 0.048 … and 0.285 in all.
    expect(issued.map((line) => line.quantity)).toEqual(['0.048', '0.047', '0.048', '0.047', '0.048', '0.047']);
  });
});

describe('a confirmation whose movement failed behind a success', () => {
  test('is not called posted: its line is parked until the ERP has mended it, and is never posted twice', async () => {
    floor.order('4000006', '500', { components: [{ item: 'RM-99', quantity: '500', uom: 'EA' }] });
    floor.sap.addItem({ item: 'RM-99', baseUom: 'EA', standardCost: '2.00', stock: '0' });
    floor.sap.setAsideMovementsOf('RM-99');
    await floor.report('4000006', { confirmationId: 'F1', yield: pieces('100') });
    const run = floor.inventory('4000006');
    const view = await floor.until(run, (one) => one.state === 'PARKED_LINES');
    expect(view.exceptions[0]).toMatchObject({
      code: 'C-INCOMPLETE',
      owner: 'inventory',
      impact: { inventoryMisstatement: { amount: '200.00' } },
    });
    floor.sap.receiveStock('RM-99', '100');
    floor.sap.reprocessFailedMovements();
    await floor.act(run, 'retry');
    await floor.until(run, (one) => one.exceptionCount === 0);
    const issued = floor.sap
      .ledger()
      .materialDocuments.flatMap((one) => one.movements)
      .filter((line) => line.item === 'RM-99' && line.type === '261');
    expect(issued.map((line) => line.quantity)).toEqual(['100']);
  });
});
