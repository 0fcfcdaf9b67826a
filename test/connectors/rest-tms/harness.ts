import { afterEach } from 'vitest';
import restTms from '../../../connectors/rest-tms/index.js';
import { planOf } from '../../../connectors/rest-tms/practice/acceptance.js';
import { startTmsPlant, type TmsPlant, type TmsPlantOptions } from '../../../connectors/rest-tms/practice/index.js';
import type { Load } from '../../../contracts/entities/load.js';
import type { LoadPlan, PostingContext, TenderOffer, Transport } from '../../../contracts/ports.js';

export const DELIVERY = '80001';
export const context = { signal: new AbortController().signal };
export const under = (key: string): PostingContext => ({ ...context, key });

const plants: TmsPlant[] = [];
afterEach(async () => {
  for (const plant of plants.splice(0)) await plant.stop();
});

/** A practice TMS whose carriers wait for the word, and a connector to it. */
export async function startedPlant(options: TmsPlantOptions = {}): Promise<{ plant: TmsPlant; tms: Transport }> {
  const plant = await startTmsPlant({ retryMs: 5, ...options });
  plants.push(plant);
  return { plant, tms: connectTo(plant) };
}

export const connectTo = (plant: TmsPlant, differing: Record<string, unknown> = {}): Transport =>
  restTms.create('TMS', restTms.config.parse({ url: plant.url, token: 'practice', ...differing }));

export const plan = (differing: Partial<LoadPlan> = {}): LoadPlan => ({ ...planOf(DELIVERY), ...differing });

export const planned = (tms: Transport, deliveryNo = DELIVERY): Promise<Load> =>
  tms.planLoad.send(plan({ deliveryNo }), under(`${deliveryNo}|load`));

export const offer = (loadId: string, differing: Partial<TenderOffer> = {}): TenderOffer => ({
  loadId,
  round: 1,
  carrier: 'NORTHLINE',
  cost: { amount: '640.00', currency: 'USD' },
  expiresAt: '2030-03-10T12:00:00.000Z',
  ...differing,
});

/** The second round. */
export const offerToBlue = (loadId: string): TenderOffer =>
  offer(loadId, { round: 2, carrier: 'BLUEFREIGHT', cost: { amount: '690.00', currency: 'USD' } });

/** Takes a delivery off its load. */
export const cancelling = (loadId: string, deliveryNo = DELIVERY) => ({
  plant: 'P100',
  deliveryNo,
  loadId,
  reason: 'the customer has cancelled',
});

/** A load that NORTHLINE carries. */
export async function booked(plant: TmsPlant, tms: Transport, deliveryNo = DELIVERY): Promise<string> {
  const { loadId } = await planned(tms, deliveryNo);
  await tms.tender.send(offer(loadId), under(`${deliveryNo}|1`));
  plant.accept(deliveryNo);
  return loadId;
}

/** By delivery: how the loads of the ledger stand. */
export const loadsOf = (plant: TmsPlant): string[] =>
  Object.values(plant.ledger().loads).map(
    ({ status, deliveries }) => `${deliveries.map(({ deliveryNo }) => deliveryNo).join('+')} ${status}`,
  );

/** Offer by offer: all that was done to it. */
export const offersOf = (plant: TmsPlant, loadId: string): string[] =>
  (plant.ledger().loads[loadId]?.tenders ?? []).map(
    ({ carrier, changes }) => `${carrier}: ${changes.map(({ kind }) => kind).join(', ')}`,
  );
