import { beforeAll, describe, expect, test } from 'vitest';
import type { Fact } from '../../contracts/facts.js';
import { type Body, startPlant } from '../setup/plant.js';
import { selling, type SalesPlant } from '../setup/sales.js';

let plant: SalesPlant;
beforeAll(async () => {
  plant = selling(await startPlant({ mesAnswersAfterMs: 20 }));
});

const mailbox = (orderNo: string): string => `production-to-inventory/1000/P100/${orderNo}`;

async function started(orderNo: string): Promise<void> {
  plant.order(orderNo);
  await plant.release(orderNo);
  await plant.until('production', orderNo, (view) => view.state === 'ACKNOWLEDGED');
  plant.mes.start(orderNo);
}

const made = (orderNo: string, yielded: string) =>
  plant.until('inventory', orderNo, (view) => view.progress?.yield === yielded && view.condition === 'WAITING');

const asks = (orderNo: string, code: string) =>
  plant.until('inventory', orderNo, (view) => view.exceptions.some((one) => one.code === code));

/** The warehouse is asked to take it out, and does. */
async function takenOut(orderNo: string, receiptId: string): Promise<void> {
  await plant.happened(`the task to take ${receiptId} out`, () =>
    plant.wms.ledger().takeBackTasks.some((task) => task.receiptId === receiptId && task.status === 'OPEN'),
  );
  await asks(orderNo, 'B-TAKE-BACK');
  plant.wms.takeBack(receiptId);
}

const standing = (orderNo: string) =>
  plant.sap.ledger().confirmations.filter((one) => one.orderNo === orderNo && !one.reversedBy && !one.reverses);
const bookStock = (lot: string) =>
  plant.sap
    .ledger()
    .stock.filter((one) => one.item === 'FG-1000' && one.batch === lot)
    .map(({ status, quantity }) => `${status} ${quantity}`);
const shelves = (lot: string) =>
  plant.wms
    .ledger()
    .stock.filter((one) => one.lot === lot)
    .map(({ location, onHand }) => `${location} ${onHand}`);
const component = (item: string): number =>
  Number(
    plant.sap.ledger().stock.find((one) => one.item === item && one.plant === 'P100' && one.location === 'LINE')
      ?.quantity,
  );
const factsOf = <T extends Fact['type']>({ timeline }: Body, type: T) =>
  timeline.filter((fact): fact is Extract<Fact, { type: T }> => fact.type === type);

describe('S13 the MES takes a confirmation back', () => {
  // The first: no other lot is there that the warehouse might pick instead.
  test('30 of 50 have been shipped: nothing is reversed in part, and the person sees which delivery has them', async () => {
    await started('1000213');
    const { confirmationId } = plant.mes.confirm('1000213', { yield: '50', lot: 'L-31' });
    await made('1000213', '50');
    plant.sell('200213', '80001', { quantity: '30' });
    await plant.bringToDock('80001');
    expect(bookStock('L-31')).toEqual(['UNRESTRICTED 20']);
    plant.mes.reverse('1000213', confirmationId);
    const blocked = await asks('1000213', 'B-REVERSAL-BLOCKED');
    const [exception] = blocked.exceptions;
    expect(exception).toMatchObject({
      owner: 'inventory',
      choices: ['WAIT_FOR_RETURN', 'CORRECT_REMAINING', 'REJECT_TO_MES'],
      impact: { inventoryMisstatement: { amount: '6000.00', currency: 'USD' } },
    });
    expect(exception?.text).toContain(
      'lot L-31 of FG-1000 at 0001: needed 50 EA, available 20 EA; 30 EA on delivery 80001',
    );
    expect(standing('1000213')).toHaveLength(1);
    expect(plant.wms.ledger().takeBackTasks.filter((task) => task.receiptId === confirmationId)).toEqual([]);

    await plant.decideOn(mailbox('1000213'), 'CORRECT_REMAINING');
    const approval = await asks('1000213', 'B-CORRECTION-APPROVAL');
    expect(approval.exceptions[0]?.text).toContain('20 EA of FG-1000');
    expect(plant.postedTo('1000213').moved['102 FG-1000']).toBeUndefined();
    await plant.decideOn(mailbox('1000213'), 'APPROVE');
    await takenOut('1000213', confirmationId);
    const view = await plant.until('inventory', '1000213', (one) => factsOf(one, 'genealogy-error').length === 1);
    expect(plant.postedTo('1000213').moved['102 FG-1000']).toBe('20');
    expect(bookStock('L-31')).toEqual(['UNRESTRICTED 0']);
    // The confirmation stays, and with it what it reports and what it was made from.
    expect(standing('1000213').map((one) => one.yield)).toEqual(['50']);
    expect(view.progress).toMatchObject({ yield: '50' });
    expect(factsOf(view, 'made-from')).toHaveLength(1);
    expect(factsOf(view, 'genealogy-error')).toMatchObject([{ confirmationId, quantity: { value: '20', uom: 'EA' } }]);
  });

  test('all of it goes back: shelves, books, components and totals; the order is told; the genealogy is declared wrong', async () => {
    await started('1000211');
    const before = component('RM-20');
    plant.mes.confirm('1000211', { yield: '100', lot: 'L-41' });
    const consumption = [{ item: 'RM-10', mode: 'ACTUAL' as const, qty: { value: '51', uom: 'EA' } }];
    const { confirmationId } = plant.mes.confirm('1000211', { yield: '50', scrap: '2', lot: 'L-42', consumption });
    await made('1000211', '150');
    const housings = component('RM-10');
    plant.mes.reverse('1000211', confirmationId, { reason: 'counted twice' });
    await takenOut('1000211', confirmationId);
    const view = await made('1000211', '100');
    expect(view.progress).toMatchObject({ yield: '100', scrap: '0', open: '400' });
    expect(bookStock('L-42')).toEqual(['UNRESTRICTED 0']);
    expect(bookStock('L-41')).toEqual(['UNRESTRICTED 100']);
    expect(shelves('L-42')).toEqual(['0001 0']);
    expect([before - component('RM-20'), component('RM-10') - housings]).toEqual([200, 51]);
    expect(standing('1000211').map((one) => one.yield)).toEqual(['100']);
    expect(factsOf(view, 'genealogy-error')).toMatchObject([{ confirmationId }]);
    expect(factsOf(view, 'made-from')).toHaveLength(2);
    const order = await plant.until('production', '1000211', (one) => one.progress?.yield === '100');
    expect(order.progress).toMatchObject({ scrap: '0', open: '400' });
  });

  test('the next report is backflushed as if the reversed one had never been', async () => {
    await started('1000212');
    const { confirmationId } = plant.mes.confirm('1000212', { yield: '33', lot: 'L-43' });
    await made('1000212', '33');
    plant.mes.reverse('1000212', confirmationId);
    await takenOut('1000212', confirmationId);
    await made('1000212', '0');
    plant.mes.confirm('1000212', { yield: '500', lot: 'L-44' });
    await made('1000212', '500');
    const { moved } = plant.postedTo('1000212');
    expect(Number(moved['261 RM-30']) - Number(moved['262 RM-30'])).toBe(375);
    expect(Number(moved['261 RM-10']) - Number(moved['262 RM-10'])).toBe(500);
  });

  test('what has left comes back: the reversal then goes through by itself', async () => {
    await started('1000214');
    const { confirmationId } = plant.mes.confirm('1000214', { yield: '50', lot: 'L-45' });
    await made('1000214', '50');
    plant.sap.issueStock('FG-1000', '30', { location: '0001', batch: 'L-45' });
    plant.mes.reverse('1000214', confirmationId);
    await asks('1000214', 'B-REVERSAL-BLOCKED');
    await plant.decideOn(mailbox('1000214'), 'WAIT_FOR_RETURN');
    await asks('1000214', 'B-REVERSAL-BLOCKED');
    expect(standing('1000214')).toHaveLength(1);
    plant.sap.receiveStock('FG-1000', '30', { location: '0001', batch: 'L-45' });
    await takenOut('1000214', confirmationId);
    await made('1000214', '0');
    expect(bookStock('L-45')).toEqual(['UNRESTRICTED 0']);
    expect(standing('1000214')).toEqual([]);
  });

  test('it is gone altogether, and rejected to the MES: the confirmation stands, and later reports go on', async () => {
    await started('1000215');
    const { confirmationId } = plant.mes.confirm('1000215', { yield: '50', lot: 'L-46' });
    await made('1000215', '50');
    plant.sap.issueStock('FG-1000', '50', { location: '0001', batch: 'L-46' });
    plant.mes.reverse('1000215', confirmationId);
    plant.mes.confirm('1000215', { yield: '7', lot: 'L-47' });
    const view = await asks('1000215', 'B-REVERSAL-BLOCKED');
    expect(view.exceptions[0]?.choices).toEqual(['WAIT_FOR_RETURN', 'REJECT_TO_MES']);
    await plant.decideOn(mailbox('1000215'), 'REJECT_TO_MES');
    await made('1000215', '57');
    expect(standing('1000215').map((one) => one.yield)).toEqual(['50', '7']);
    expect(plant.postedTo('1000215').moved['102 FG-1000']).toBeUndefined();
  });

  test('somebody takes stock while the warehouse takes it out: the ERP refuses, and what was taken out is put away again', async () => {
    await started('1000216');
    const { confirmationId } = plant.mes.confirm('1000216', { yield: '50', lot: 'L-48' });
    await made('1000216', '50');
    plant.mes.reverse('1000216', confirmationId);
    await asks('1000216', 'B-TAKE-BACK');
    plant.sap.issueStock('FG-1000', '10', { location: '0001', batch: 'L-48' });
    plant.wms.takeBack(confirmationId);
    await asks('1000216', 'B-REVERSAL-BLOCKED');
    await plant.decideOn(mailbox('1000216'), 'REJECT_TO_MES');
    await made('1000216', '50');
    await plant.happened('it lies there again', () => shelves('L-48').join() === '0001 50');
    expect(standing('1000216')).toHaveLength(1);
    expect(bookStock('L-48')).toEqual(['UNRESTRICTED 40']);
  });

  test('the reply to the cancellation is lost: it is looked up, and not reversed twice', async () => {
    await started('1000217');
    const { confirmationId } = plant.mes.confirm('1000217', { yield: '50', lot: 'L-49' });
    await made('1000217', '50');
    const fault = plant.sap.faults.ask({ kind: 'commit-then-cut', method: 'POST', path: 'CancelProdnOrdConf' });
    plant.mes.reverse('1000217', confirmationId);
    await takenOut('1000217', confirmationId);
    await made('1000217', '0');
    expect(fault.struck).toBe(1);
    expect(plant.postedTo('1000217').moved['102 FG-1000']).toBe('50');
  });
});

describe('a reversal out of turn', () => {
  test('told twice, it takes back once; and another one of the same confirmation takes nothing back', async () => {
    await started('1000221');
    plant.mes.confirm('1000221', { yield: '10', lot: 'L-51' });
    const { confirmationId } = plant.mes.confirm('1000221', { yield: '20', lot: 'L-52' });
    await made('1000221', '30');
    const reversal = plant.mes.reverse('1000221', confirmationId);
    await takenOut('1000221', confirmationId);
    await made('1000221', '10');
    plant.mes.reverse('1000221', confirmationId, { confirmationId: reversal.confirmationId });
    plant.mes.reverse('1000221', confirmationId);
    const view = await plant.until('inventory', '1000221', (one) => factsOf(one, 'duplicate').length === 2);
    expect(view.progress?.yield).toBe('10');
    expect(plant.postedTo('1000221').moved['102 FG-1000']).toBe('20');
  });

  test('of a reversal is rejected, and a new confirmation is posted', async () => {
    await started('1000222');
    const { confirmationId } = plant.mes.confirm('1000222', { yield: '20', lot: 'L-53' });
    await made('1000222', '20');
    const reversal = plant.mes.reverse('1000222', confirmationId);
    await takenOut('1000222', confirmationId);
    await made('1000222', '0');
    plant.mes.reverse('1000222', reversal.confirmationId);
    await asks('1000222', 'B-REVERSAL-REVERSED');
    await plant.decideOn(mailbox('1000222'), 'REJECT_TO_MES');
    plant.mes.confirm('1000222', { yield: '20', lot: 'L-53' });
    await made('1000222', '20');
    expect(bookStock('L-53')).toEqual(['UNRESTRICTED 20']);
  });

  test('before its original waits for it, and neither is lost', async () => {
    await started('1000223');
    const { confirmationId, eventId } = plant.mes.confirm('1000223', { yield: '20', lot: 'L-54', untold: true });
    plant.mes.reverse('1000223', confirmationId);
    plant.mes.confirm('1000223', { yield: '5', lot: 'L-55' });
    await plant.happened('its order is known', () => plant.mes.events.events.length > 0);
    plant.mes.resend(eventId);
    await takenOut('1000223', confirmationId);
    await made('1000223', '5');
    expect(bookStock('L-54')).toEqual(['UNRESTRICTED 0']);
    expect(plant.postedTo('1000223').moved['101 FG-1000']).toBe('25');
  });

  test('of a confirmation that nobody knows is put before the planner, and posts nothing', async () => {
    await started('1000224');
    plant.mes.confirm('1000224', { yield: '5', lot: 'L-56' });
    await made('1000224', '5');
    plant.mes.reverse('1000224', 'NO-SUCH-CONFIRMATION');
    const view = await asks('1000224', 'B-REVERSAL-UNKNOWN');
    expect(view.exceptions[0]).toMatchObject({ owner: 'planner', choices: ['REJECT_TO_MES'] });
    await plant.decideOn(mailbox('1000224'), 'REJECT_TO_MES');
    plant.mes.confirm('1000224', { yield: '5', lot: 'L-56' });
    await made('1000224', '10');
    expect(standing('1000224').map((one) => one.yield)).toEqual(['5', '5']);
  });
});
