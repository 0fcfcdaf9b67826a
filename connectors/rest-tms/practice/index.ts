import { TmsPlant, type TmsPlantOptions } from './tms-plant.js';

export type { PracticeLoad, PracticeTender } from './load.js';
export { TmsPlant, type TmsPlantOptions } from './tms-plant.js';

/** The practice plants' TMS, answering on loopback. */
export async function startTmsPlant(options: TmsPlantOptions = {}): Promise<TmsPlant> {
  const plant = new TmsPlant(options);
  await plant.standIn.start(options.port ?? 0);
  return plant;
}
