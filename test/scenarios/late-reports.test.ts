import { beforeAll, describe, expect, test } from 'vitest';
import type { Fact } from '../../contracts/facts.js';
import { type Body, startPlant, type TestPlant } from '../setup/plant.js';

let plant: TestPlant;
beforeAll(async () => {
  plant = await startPlant({ mesAnswersAfterMs: 20 });
});

const mailbox = (orderNo: string) =>
  plant.temporal.client.workflow.getHandle(`production-to-inventory/1000/P100/${orderNo}`);
const isOver = async (orderNo: string) => (await mailbox(orderNo).describe()).status.name === 'COMPLETED';
const yieldsOf = (orderNo: string) => plant.postedTo(orderNo).confirmations.map((one) => one.yield);
const factsOf = <T extends Fact['type']>({ timeline }: Body, type: T) =>
  timeline.filter((fact): fact is Extract<Fact, { type: T }> => fact.type === type);

async function started(orderNo: string): Promise<void> {
  plant.order(orderNo);
  await plant.release(orderNo);
  await plant.until('production', orderNo, (view) => view.state === 'ACKNOWLEDGED');
  plant.mes.start(orderNo);
}

/** Made, posted and closed, with both runs at their end. @returns the id of its first confirmation */
async function closed(orderNo: string): Promise<string> {
  await started(orderNo);
  const { confirmationId } = plant.mes.confirm(orderNo, { yield: '100', scrap: '4' });
  plant.mes.confirm(orderNo, { yield: '396', final: true });
  plant.mes.complete(orderNo);
  await plant.until('production', orderNo, (view) => view.state === 'CLOSED');
  await expect.poll(() => isOver(orderNo)).toBe(true);
  return confirmationId;
}

const onTheDesk = (orderNo: string) =>
  plant.until('inventory', orderNo, (view) => view.exceptions[0]?.code === 'B-ORDER-CLOSED');

async function nothingDead(): Promise<void> {
  expect((await plant.call('GET', '/v1/messages?status=dead')).body.messages).toEqual([]);
}

describe('a report after the order is closed', () => {
  test('is put before the planner with its value, and rejected leaves the closed order as it was', async () => {
    await closed('1001301');
    plant.mes.confirm('1001301', { yield: '5' });
    const view = await onTheDesk('1001301');
    expect(view.exceptions[0]).toMatchObject({
      owner: 'planner',
      choices: ['REJECT'],
      impact: { inventoryMisstatement: { amount: '600.00', currency: 'USD' } },
    });
    expect(view.progress).toMatchObject({ yield: '496', scrap: '4' });
    await plant.act('inventory', '1001301', 'decide', { payload: { choice: 'REJECT' } });
    await expect.poll(() => isOver('1001301'), { timeout: 10_000 }).toBe(true);
    expect(yieldsOf('1001301')).toEqual(['100', '396']);
    expect((await plant.production('1001301')).state).toBe('CLOSED');
    await nothingDead();
  });

  test('is posted once the planner has taken the completion back, and counts on from what was made', async () => {
    await closed('1001302');
    plant.mes.confirm('1001302', { yield: '5', scrap: '1' });
    await onTheDesk('1001302');
    plant.sap.revokeCompletion('1001302');
    await plant.act('inventory', '1001302', 'retry');
    const posted = await plant.until('inventory', '1001302', (view) => view.progress?.yield === '501');
    expect(posted.progress).toMatchObject({ planned: '500', scrap: '5', open: '0' });
    expect(yieldsOf('1001302')).toEqual(['100', '396', '5']);
    // Rounded over all that was made: 506 times two.
    expect(plant.postedTo('1001302').moved['261 RM-20']).toBe('1012');
    await expect.poll(() => isOver('1001302'), { timeout: 10_000 }).toBe(true);
    const view = await plant.until('inventory', '1001302', (one) => one.state === 'DONE');
    // What the first run remembered stays beside what the late one adds.
    expect(factsOf(view, 'started').map(({ by }) => by)).toEqual(['a report of the shop floor', 'a late report']);
    expect(factsOf(view, 'number').filter(({ kind }) => kind === 'confirmation')).toHaveLength(3);
    await nothingDead();
  });

  test('is not posted twice when it was only told again', async () => {
    const confirmationId = await closed('1001303');
    plant.sap.revokeCompletion('1001303');
    plant.mes.confirm('1001303', { yield: '100', scrap: '4', confirmationId });
    await plant.until('inventory', '1001303', (view) => factsOf(view, 'duplicate').length === 1);
    await expect.poll(() => isOver('1001303'), { timeout: 10_000 }).toBe(true);
    expect(yieldsOf('1001303')).toEqual(['100', '396']);
  });

  test('finds several of its kind in one mailbox, in their sequence', async () => {
    await closed('1001304');
    plant.sap.revokeCompletion('1001304');
    plant.mes.events.hold('1001304');
    for (const made of ['1', '2', '3']) plant.mes.confirm('1001304', { yield: made });
    plant.mes.events.release('1001304', 'reversed');
    await plant.until('inventory', '1001304', (view) => view.progress?.yield === '502');
    expect(yieldsOf('1001304')).toEqual(['100', '396', '1', '2', '3']);
  });
});

describe('a mailbox that is gone without a word', () => {
  test('leaves nothing to chance: what the ERP has is not posted again, what it has not is', async () => {
    await started('1001305');
    const { confirmationId } = plant.mes.confirm('1001305', { yield: '100' });
    await plant.until('inventory', '1001305', (view) => view.progress?.yield === '100');
    await mailbox('1001305').terminate('a test');
    plant.mes.confirm('1001305', { yield: '100', confirmationId });
    plant.mes.confirm('1001305', { yield: '7' });
    await expect.poll(() => yieldsOf('1001305'), { timeout: 15_000 }).toEqual(['100', '7']);
    const view = await plant.until('inventory', '1001305', (one) => factsOf(one, 'duplicate').length === 1);
    expect(factsOf(view, 'started')).toHaveLength(2);
    // The order is still in execution: this mailbox is its own again, and takes part in its end.
    plant.mes.confirm('1001305', { yield: '393', final: true });
    plant.mes.complete('1001305');
    await plant.until('production', '1001305', (one) => one.state === 'CLOSED');
    expect(yieldsOf('1001305')).toEqual(['100', '7', '393']);
  });
});

describe('a message that died because its run had ended', () => {
  test('is taken when it is replayed', async () => {
    await closed('1001306');
    const { eventId } = plant.mes.confirm('1001306', { yield: '5', untold: true });
    const event = plant.mes.events.events.find(({ id }) => id === eventId);
    const at = new Date().toISOString();
    const kept = {
      source: '/mes/P100',
      messageId: eventId,
      type: 'OperationConfirmed',
      company: '1000',
      plant: 'P100',
    };
    const raw = JSON.stringify(event);
    const [receipt] = await plant.store.messages.receive([
      { ...kept, occurredAt: at, receivedAt: at, raw, hash: eventId, status: 'quarantined' },
    ]);
    await plant.store.messages.setStatus(receipt?.seq ?? 0, 'dead', 'the run is closed');
    const reply = await plant.call('POST', '/v1/messages/replay', { filter: { status: 'dead' } });
    expect(reply.status).toBe(200);
    await onTheDesk('1001306');
    await nothingDead();
  });
});
