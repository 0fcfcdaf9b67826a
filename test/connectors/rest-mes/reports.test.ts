import { describe, expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import { connectTo, context, ORDER, order, startedPlant, under } from './harness.js';

const placesOf = (reports: { confirmation: { sequence?: number } }[]) =>
  reports.map(({ confirmation }) => confirmation.sequence);

describe('reading what an order has reported', () => {
  it('has every report after a place, told or not, in the sequence and as its event said it', async () => {
    const { plant, mes } = await startedPlant();
    await mes.dispatch.send(order(), under('key-1'));
    plant.confirm(ORDER, { yield: '10' });
    plant.confirm(ORDER, { yield: '20', untold: true, lot: 'L-31', occurredAt: '2026-03-10T14:02:11.000Z' });
    plant.confirm(ORDER, { yield: '30', final: true });
    const reports = await mes.readReports({ orderNo: ORDER, after: 1 }, context);
    expect(placesOf(reports)).toEqual([2, 3]);
    expect(reports[0]).toMatchObject({
      occurredAt: '2026-03-10T14:02:11.000Z',
      confirmation: { orderNo: ORDER, kind: 'PARTIAL', yield: { value: '20', uom: 'EA' }, outputs: [{ lot: 'L-31' }] },
    });
    expect(reports[1]?.messageId).toBe(plant.events.events.at(-1)?.id);
  });

  it('leaves a number out that no report has, and keeps the first of two reports of a number', async () => {
    const { plant, mes } = await startedPlant();
    await mes.dispatch.send(order(), under('key-1'));
    const { confirmationId } = plant.confirm(ORDER, { yield: '10' });
    plant.confirm(ORDER, { yield: '11', confirmationId });
    plant.reports.skip(ORDER);
    plant.confirm(ORDER, { yield: '30' });
    const reports = await mes.readReports({ orderNo: ORDER, after: 0 }, context);
    expect(placesOf(reports)).toEqual([1, 3]);
    expect(reports[0]?.confirmation).toMatchObject({ yield: { value: '10' } });
  });

  it('has none of an order that the MES does not know, or of a MES that does not number its reports', async () => {
    const { plant, mes } = await startedPlant({ unnumbered: true });
    await mes.dispatch.send(order(), under('key-1'));
    plant.confirm(ORDER, { yield: '10' });
    expect(await mes.readReports({ orderNo: ORDER, after: 0 }, context)).toEqual([]);
    expect(await mes.readReports({ orderNo: '9999999', after: 0 }, context)).toEqual([]);
  });

  it('does not take a report for one that it cannot be', async () => {
    const { plant, mes } = await startedPlant();
    await mes.dispatch.send(order(), under('key-1'));
    plant.confirm(ORDER, { yield: '-1' });
    expect(await troubleOf(mes.readReports({ orderNo: ORDER, after: 0 }, context))).toMatchObject({
      code: 'C-BAD-REPLY',
      applied: 'no',
    });
  });

  it('understands the words of this MES', async () => {
    const { plant, mes } = await startedPlant();
    await mes.dispatch.send(order(), under('key-1'));
    plant.confirm(ORDER, { yield: '10' });
    const mapped = connectTo(plant, { valueMap: { kind: { PARTIAL: 'FINAL' } } });
    const [report] = await mapped.readReports({ orderNo: ORDER, after: 0 }, context);
    expect(report?.confirmation.kind).toBe('FINAL');
  });
});

describe('a kanban card', () => {
  it('is told as the signal that it is, and again under the same number', async () => {
    const { plant, mes } = await startedPlant();
    await mes.dispatch.send(order(), under('key-1'));
    const card = { item: 'RM-20', quantity: '50', location: 'LINE' };
    const { signalNo } = plant.kanban(ORDER, card);
    plant.kanban(ORDER, { ...card, signalNo });
    const told = plant.events.events.filter(({ type }) => type === 'ReplenishmentRequested');
    expect(told.map(({ data }) => data)).toEqual(
      Array(2).fill({
        orderNo: ORDER,
        signalNo,
        item: 'RM-20',
        quantity: { value: '50', uom: 'EA' },
        location: 'LINE',
      }),
    );
  });
});
