import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QualityPlant } from '../../../connectors/rest-quality/practice/index.js';
import { type Receiver, startReceiver } from '../../practice/event-receiver.js';
import { given, INSPECTION, REF, request, requested, startedPlant, under } from './harness.js';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.stop());

const told = async (plant: QualityPlant): Promise<unknown[]> => {
  await plant.events.settled();
  return receiver.taken.map(({ type, data }) => [type, data]);
};
const event = ['UsageDecided', { plant: 'P100', inboundDeliveryNo: '0180000001', inspectionNo: INSPECTION }];
const split = { accepted: '480', rejected: '15', destroyed: '5' };
const decisionsOf = (plant: QualityPlant): string[] =>
  (plant.ledger().inspections[INSPECTION]?.decisions ?? []).map(({ accepted }) => accepted.value);

describe('the practice quality management', () => {
  it('decides once, and only tells it again when the same is said again', async () => {
    const { plant } = await requested({ events: receiver.target });
    const first = plant.decide(INSPECTION, split);
    const second = plant.decide(INSPECTION, { ...split, accepted: '480.0', by: 'another' });
    expect(second.id).not.toBe(first.id);
    plant.resend(first.id);
    expect(await told(plant)).toEqual([event, event, event]);
    expect(decisionsOf(plant)).toEqual(['480']);
  });

  it('keeps its decision, unless it is told to behave badly', async () => {
    const { plant, quality } = await requested({ events: receiver.target });
    plant.decide(INSPECTION, split);
    expect(() => plant.decide(INSPECTION, { accepted: '500' })).toThrow(`${INSPECTION} is decided: 480, 15, 5`);
    expect(await told(plant)).toEqual([event]);
    plant.decideAgain(INSPECTION, { accepted: '500' });
    expect(await told(plant)).toEqual([event, event]);
    expect((await quality.readInspection(REF, given))?.decision?.accepted.value).toBe('500');
    expect(decisionsOf(plant)).toEqual(['480', '500']);
  });

  it('accounts for everything that was inspected, unless it is forced', async () => {
    const { plant, quality } = await requested();
    expect(() => plant.decide(INSPECTION, { accepted: '480', rejected: '15' })).toThrow('495 of');
    expect(() => plant.decide(INSPECTION, { accepted: '505', rejected: '-5' })).toThrow('less than nothing');
    expect(decisionsOf(plant)).toEqual([]);
    plant.decide(INSPECTION, { accepted: '480', rejected: '15', force: true });
    const decision = (await quality.readInspection(REF, given))?.decision;
    expect([decision?.accepted.value, decision?.rejected.value, decision?.destroyed.value]).toEqual(['480', '15', '0']);
  });

  it('accepts all by itself when told so, and nothing that a person has decided', async () => {
    const { plant, quality } = await startedPlant({ acceptAfterMs: 1 });
    const { inspectionNo, quantity, ...about } = request;
    plant.inspections.put(inspectionNo, { ...about, qty: quantity }, 'given');
    plant.asked(inspectionNo);
    plant.decide(inspectionNo, split);
    await quality.requestInspection.send({ ...request, inspectionNo: 'LATER' }, under('key-1'));
    await expect.poll(() => plant.inspections.known('LATER').decisions[0]?.accepted.value).toBe('500');
    expect(decisionsOf(plant)).toEqual(['480']);
  });

  it('decides nothing that it was not asked for', async () => {
    const { plant } = await requested();
    expect(() => plant.decide('another', { accepted: '1' })).toThrow('no inspection another');
    expect(plant.events.events).toEqual([]);
  });

  it('lets a person with curl decide', async () => {
    const { plant } = await requested();
    const verb = async (name: string, body: object) => {
      const headers = { 'content-type': 'application/json' };
      const text = JSON.stringify({ inspectionNo: INSPECTION, ...body });
      return (await fetch(`${plant.url}/practice/${name}`, { method: 'POST', headers, body: text })).status;
    };
    expect(await verb('decide', split)).toBe(200);
    expect(await verb('decide', { accepted: '500' })).toBe(409);
    expect(await verb('decide-again', { rejected: '500' })).toBe(200);
    expect(decisionsOf(plant)).toEqual(['480', '0']);
  });
});
