import { afterEach } from 'vitest';
import restQuality from '../../../connectors/rest-quality/index.js';
import { requestOf } from '../../../connectors/rest-quality/practice/acceptance.js';
import {
  type QualityPlant,
  type QualityPlantOptions,
  startQualityPlant,
} from '../../../connectors/rest-quality/practice/index.js';
import type { PostingContext, Quality } from '../../../contracts/ports.js';

export const INSPECTION = '0180000001-R-1-1';
export const REF = { plant: 'P100', inspectionNo: INSPECTION };
export const request = requestOf(INSPECTION);
export const given = { signal: new AbortController().signal };
export const under = (key: string): PostingContext => ({ ...given, key });
export const pieces = (value: string) => ({ value, uom: 'EA' });

const plants: QualityPlant[] = [];
afterEach(async () => {
  for (const plant of plants.splice(0)) await plant.stop();
});

export async function startedPlant(
  options: QualityPlantOptions = {},
): Promise<{ plant: QualityPlant; quality: Quality }> {
  const plant = await startQualityPlant({ retryMs: 5, ...options });
  plants.push(plant);
  const config = restQuality.config.parse({ url: plant.url, token: 'practice' });
  return { plant, quality: restQuality.create('LIMS', config) };
}

/** Waits for the laboratory's word. */
export async function requested(options: QualityPlantOptions = {}): Promise<{ plant: QualityPlant; quality: Quality }> {
  const started = await startedPlant(options);
  await started.quality.requestInspection.send(request, under('key-1'));
  return started;
}
