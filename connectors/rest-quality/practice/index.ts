import { QualityPlant, type QualityPlantOptions } from './quality-plant.js';

export type { PracticeDecision, PracticeInspection, Verdict } from './inspections.js';
export { QualityPlant, type QualityPlantOptions } from './quality-plant.js';

/** The practice plants' quality management, answering on loopback. */
export async function startQualityPlant(options: QualityPlantOptions = {}): Promise<QualityPlant> {
  const plant = new QualityPlant(options);
  await plant.standIn.start(options.port ?? 0);
  return plant;
}
