import { beforeAll, expect, test } from 'vitest';
import { asks } from '../setup/desk-words.js';
import { type BuyingPlant, inboundRun, startBuying } from '../setup/purchasing.js';

const ITEM = 'RM-12';

let plant: BuyingPlant;
beforeAll(async () => {
  plant = await startBuying({ withoutQuality: true });
  plant.sap.addItem({ item: ITEM, baseUom: 'EA', standardCost: '18.00', lotControl: true, stock: '0' });
  plant.sap.setInspected(ITEM);
});

async function received(purchaseOrderNo: string, lot: string): Promise<string> {
  plant.buy(purchaseOrderNo, { quantity: '50', item: ITEM });
  const lines = [{ quantity: '50', item: ITEM }];
  const inbound = await plant.announce(purchaseOrderNo, { packingSlip: `PS-${lot}`, lines });
  plant.unload(inbound, { item: ITEM, line: '000010', quantity: '50', lot });
  const asked = await plant.runUntil(inboundRun(inbound), asks('B-DECISION-DUE'));
  expect(asked.exceptions[0]).toMatchObject({ owner: 'quality', choices: ['ACCEPT', 'REJECT'] });
  expect(plant.booked(ITEM, lot)).toEqual({ QUALITY: '50' });
  return inbound;
}

test('a person accepts: nothing may be used before that, and all of it after', async () => {
  const inbound = await received('4500003001', 'L-901');
  await plant.decideOn(inboundRun(inbound), 'ACCEPT');
  await plant.runUntil(inboundRun(inbound), (view) => view.state === 'PUTAWAY');
  expect(plant.booked(ITEM, 'L-901')).toEqual({ UNRESTRICTED: '50' });
  expect(plant.lying(ITEM, 'L-901')).toEqual({ UNRESTRICTED: '50' });
});

test('a person rejects: it goes back to the supplier, and is no stock of ours', async () => {
  const inbound = await received('4500003002', 'L-902');
  await plant.decideOn(inboundRun(inbound), 'REJECT');
  await plant.runUntil(inboundRun(inbound), (view) => view.state === 'PUTAWAY');
  expect(plant.booked(ITEM, 'L-902')).toEqual({});
  expect(plant.lying(ITEM, 'L-902')).toEqual({ RETURN: '50' });
});
