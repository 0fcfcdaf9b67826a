import { WmsPlant, type WmsPlantOptions } from './wms-plant.js';

export type { CountedGoods } from './counting.js';
export type { InboundDelivery, PracticeCount } from './inbound-delivery.js';
export { WmsPlant, type WmsPlantOptions } from './wms-plant.js';

/** The practice plant's WMS, answering on loopback. */
export async function startWmsPlant(options: WmsPlantOptions = {}): Promise<WmsPlant> {
  const plant = new WmsPlant(options);
  await plant.standIn.start(options.port ?? 0);
  return plant;
}
