import { MesPlant, type MesPlantOptions } from './mes-plant.js';

export type { Report } from './confirmation.js';
export type { PlantOrder } from './order.js';
export { MesPlant, type MesPlantOptions } from './mes-plant.js';

/** The practice plant's MES, answering on loopback. */
export async function startMesPlant(options: MesPlantOptions = {}): Promise<MesPlant> {
  const plant = new MesPlant(options);
  await plant.standIn.start(options.port ?? 0);
  return plant;
}
