import { afterEach } from 'vitest';
import restWms from '../../../connectors/rest-wms/index.js';
import { startWmsPlant, type WmsPlant, type WmsPlantOptions } from '../../../connectors/rest-wms/practice/index.js';
import type { CallContext, PostingContext, StagingLine, Wms } from '../../../contracts/ports.js';

export const ORDER = { plant: 'P100', orderNo: '1000123' };
export const under = (key: string): PostingContext => ({ key, signal: new AbortController().signal });

export const given = (): CallContext => ({ signal: new AbortController().signal });
export const pieces = (value: string) => ({ value, uom: 'EA' });

export const DELIVERY = { plant: 'P100', deliveryNo: '80001' };

/** Sixty pumps and five sets of seals. */
export const release = {
  ...DELIVERY,
  ...{ version: '1', shipBy: '2026-03-12T16:00:00Z', shipTo: 'Riverside Pumps, Dallas' },
  lines: [
    { line: '10', item: 'FG-1000', quantity: pieces('60') },
    { line: '20', item: 'FG-2000', quantity: pieces('5') },
  ],
};

export const finishedGoods = [
  { item: 'FG-1000', location: 'FG', quantity: '100', lot: 'L-1' },
  { item: 'FG-2000', location: 'FG', quantity: '50' },
];

const plants: WmsPlant[] = [];
afterEach(async () => {
  for (const plant of plants.splice(0)) await plant.stop();
});

export async function startedPlant(options: WmsPlantOptions = {}): Promise<{ plant: WmsPlant; wms: Wms }> {
  const plant = await startWmsPlant({ retryMs: 5, ...options });
  plants.push(plant);
  return { plant, wms: restWms.create('WMS-RDC1', restWms.config.parse({ url: plant.url, token: 'practice' })) };
}

const line = (no: string, item: string, value: string, uom: string): StagingLine => ({
  line: no,
  item,
  quantity: { value, uom },
  location: 'LINE',
});

/** Components of 500 pumps. */
export const components = [
  line('0010', 'RM-10', '500', 'EA'),
  line('0020', 'RM-20', '1000', 'EA'),
  line('0030', 'RM-30', '375.000', 'KG'),
];

/** What 120 pumps leave over. */
export const leftOver = [
  line('0010', 'RM-10', '380', 'EA'),
  line('0020', 'RM-20', '760', 'EA'),
  line('0030', 'RM-30', '285.000', 'KG'),
];

export const bulk = [
  { item: 'RM-10', location: 'BULK', quantity: '500' },
  { item: 'RM-20', location: 'BULK', quantity: '1000' },
  { item: 'RM-30', location: 'BULK', quantity: '400' },
];

export const staging = { ...ORDER, version: '1', requiredAt: '2026-03-10T10:00:00Z', lines: components };

/** What lies where, where anything does. */
export const onHand = (plant: WmsPlant): string[] =>
  plant
    .ledger()
    .stock.filter((entry) => entry.onHand !== '0')
    .map((entry) => `${entry.onHand} ${entry.item} at ${entry.location}`)
    .sort();
