import { describe, expect, it } from 'vitest';
import type { ActivityTime } from '../../../contracts/entities/confirmation.js';
import { troubleOf } from '../trouble-of.js';
import { confirmation, connectTo, seededPlant, under } from './harness.js';

const time = (type: string, value: string, uom = 'MIN'): ActivityTime => ({ type, duration: { value, uom } });
const work = (...activities: ActivityTime[]) => confirmation({ activities });

describe('times of work in a confirmation', () => {
  it('stand where the work center has them, whatever their order; one kind is added up', async () => {
    const { plant, erp } = await seededPlant();
    await erp.postConfirmation.send(work(time('LABOR', '90.5'), time('SETUP', '15'), time('LABOR', '4.5')), under('k'));
    expect(plant.ledger().confirmations[0]?.work).toEqual([
      { position: 1, quantity: '15', uom: 'MIN' },
      { position: 3, quantity: '95', uom: 'MIN' },
    ]);
    const other = connectTo(plant, { activityTypes: ['LABOR'] });
    await other.postConfirmation.send(work(time('LABOR', '1.25', 'H')), under('k2'));
    expect(plant.ledger().confirmations[1]?.work).toEqual([{ position: 1, quantity: '1.25', uom: 'H' }]);
  });

  it('are refused before anything is sent when their kind is not mapped, or their units do not agree', async () => {
    const { plant, erp } = await seededPlant();
    const send = (...activities: ActivityTime[]) =>
      troubleOf(erp.postConfirmation.send(work(...activities), under('k')));
    expect(await send(time('ENERGY', '1'))).toMatchObject({ code: 'C-MAPPING', applied: 'no' });
    expect(await send(time('LABOR', '1'), time('LABOR', '1', 'H'))).toMatchObject({ code: 'C-UOM', applied: 'no' });
    expect(plant.ledger().confirmations).toEqual([]);
  });
});
