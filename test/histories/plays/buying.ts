import type { TestPlant } from '../../setup/plant.js';
import { type Announcement, buying, type BuyingPlant, inboundRun, purchaseRun } from '../../setup/purchasing.js';

/** The words of purchasing for a plant of the plays. */
export const buyer = (plant: TestPlant): BuyingPlant => buying(plant);

export const lotOf = (purchaseOrderNo: string): string => `L-${purchaseOrderNo}`;

export const good = (purchaseOrderNo: string, quantity: string) => ({
  ...{ item: 'RM-10', line: '000010', quantity, lot: lotOf(purchaseOrderNo) },
});

type Differing = Partial<Announcement>;

/** A hundred housings, announced. @returns the inbound delivery */
export async function announced(
  plant: BuyingPlant,
  purchaseOrderNo: string,
  differing: Differing = {},
): Promise<string> {
  plant.buy(purchaseOrderNo, { quantity: '100' });
  return plant.announce(purchaseOrderNo, {
    packingSlip: `PS-${purchaseOrderNo}`,
    lines: [{ quantity: '100' }],
    ...differing,
  });
}

/** All of it is counted, and posted. */
export async function received(plant: BuyingPlant, purchaseOrderNo: string, quantity = '100'): Promise<string> {
  const inbound = await announced(plant, purchaseOrderNo);
  plant.unload(inbound, good(purchaseOrderNo, quantity));
  return inbound;
}

export async function atPutaway(plant: BuyingPlant, purchaseOrderNo: string): Promise<string> {
  const inbound = await received(plant, purchaseOrderNo);
  await plant.runUntil(inboundRun(inbound), (view) => view.state === 'PUTAWAY');
  return inbound;
}

export const untilOrder = (plant: BuyingPlant, purchaseOrderNo: string, state: string) =>
  plant.runUntil(purchaseRun(purchaseOrderNo), (view) => view.state === state);

export async function pressCancel(plant: BuyingPlant, run: string): Promise<void> {
  const { body } = await plant.call('GET', `/v1/runs/${run}/cancel-plan`);
  const request = { action: 'cancel', reasonCode: 'TEST', text: 'not wanted', expectedRevision: body.revision };
  const { status } = await plant.call('POST', `/v1/runs/${run}/actions`, request, { as: 'supervisor' });
  if (status !== 202) throw new Error(`the cancel of ${run} was refused: ${status}`);
}
