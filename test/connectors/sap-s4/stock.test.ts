import { expect, it } from 'vitest';
import { context } from './harness.js';
import { shippingPlant } from './sales-harness.js';

it('reads book stock by place and lot, and nothing of what is used up', async () => {
  const { plant, erp } = await shippingPlant();
  plant.receiveStock('FG-1000', '30', { location: '0001', batch: 'L-1' });
  plant.receiveStock('FG-1000', '5', { location: 'QA' });
  plant.issueStock('FG-1000', '5', { location: 'QA' });
  expect(await erp.readStock({ plant: 'P100', item: 'FG-1000' }, context)).toEqual([
    { location: '0001', status: 'UNRESTRICTED', quantity: { value: '500', uom: 'EA' } },
    { location: '0001', lot: 'L-1', status: 'UNRESTRICTED', quantity: { value: '30', uom: 'EA' } },
  ]);
  expect(await erp.readStock({ plant: 'P100', item: 'NO-SUCH' }, context)).toEqual([]);
});
