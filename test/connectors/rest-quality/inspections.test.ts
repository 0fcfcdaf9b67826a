import { describe, expect, it } from 'vitest';
import { troubleOf } from '../trouble-of.js';
import { given, INSPECTION, pieces, REF, request, requested, startedPlant, under } from './harness.js';

const posted = { documents: [{ system: 'LIMS', type: 'INSPECTION', number: INSPECTION }] };

describe('asking for an inspection', () => {
  it('makes one when the reply is lost', async () => {
    const { plant, quality } = await startedPlant();
    const fault = plant.faults.ask({ kind: 'commit-then-cut', method: 'PUT' });
    expect(await quality.requestInspection.find(request, under('key-1'))).toBeNull();
    expect(await troubleOf(quality.requestInspection.send(request, under('key-1')))).toMatchObject({
      applied: 'maybe',
    });
    expect(fault.struck).toBe(1);
    expect(await quality.requestInspection.find(request, under('key-1'))).toEqual(posted);
    expect(await quality.requestInspection.send(request, under('key-1'))).toEqual(posted);
    expect(await quality.requestInspection.send(request, under('key-2'))).toEqual(posted);
    expect(plant.inspections.taken).toEqual([INSPECTION]);
  });

  it('does not change one that is known', async () => {
    const { plant, quality } = await requested();
    const other = { ...request, quantity: pieces('480') };
    expect(await troubleOf(quality.requestInspection.send(other, under('key-2')))).toMatchObject({
      ...{ code: 'B-REJECTED', applied: 'no', upstream: { code: 'INSPECTION_KNOWN' } },
    });
    expect(plant.ledger().inspections[INSPECTION]?.qty).toEqual(pieces('500'));
  });

  it('is not taken for the inspection of other goods', async () => {
    const { plant, quality } = await startedPlant();
    plant.inspections.put = () => ({
      status: 200,
      body: { inspectionNo: INSPECTION, inboundDeliveryNo: '0180000001', item: 'RM-99' },
    });
    const trouble = await troubleOf(quality.requestInspection.send(request, under('key-1')));
    expect(trouble).toMatchObject({ code: 'U-IN-DOUBT', applied: 'maybe' });
    expect(trouble.text).toContain('RM-99');
  });
});

describe('reading an inspection', () => {
  it('shows no decision before there is one, and what was decided then', async () => {
    const { plant, quality } = await requested();
    expect(await quality.readInspection({ plant: 'P100', inspectionNo: 'another' }, given)).toBeNull();
    const open = { inspectionNo: INSPECTION, item: 'RM-10', lot: 'L-801', quantity: pieces('500'), ...posted };
    expect(await quality.readInspection(REF, given)).toEqual(open);
    const verdict = { accepted: '480', rejected: '15', destroyed: '5', code: 'UD-03', by: 'm.keller' };
    plant.decide(INSPECTION, { ...verdict, at: '2026-03-14T09:00:00+01:00' });
    expect(await quality.readInspection(REF, given)).toEqual({
      ...open,
      decision: {
        ...{ code: 'UD-03', decidedAt: '2026-03-14T08:00:00.000Z', decidedBy: 'm.keller' },
        ...{ accepted: pieces('480'), rejected: pieces('15'), destroyed: pieces('5') },
      },
    });
  });

  it.each([
    ['a time without its offset', { decidedAt: '2026-03-14T09:00:00' }],
    ['a negative quantity', { rejected: { value: '-15', uom: 'EA' } }],
    ['a quantity too few', { destroyed: undefined }],
  ])('does not understand a decision with %s', async (_, differing) => {
    const { plant, quality } = await requested();
    plant.decide(INSPECTION, { accepted: '500' });
    const { body } = plant.inspections.show(INSPECTION);
    const { decision, ...inspection } = body as { decision: object };
    plant.inspections.show = () => ({ status: 200, body: { ...inspection, decision: { ...decision, ...differing } } });
    const trouble = await troubleOf(quality.readInspection(REF, given));
    expect(trouble).toMatchObject({ code: 'C-BAD-REPLY', applied: 'no' });
    expect(trouble.text).toContain('/decision');
  });
});
