import { afterEach } from 'vitest';
import restMes from '../../../connectors/rest-mes/index.js';
import { type MesPlant, type MesPlantOptions, startMesPlant } from '../../../connectors/rest-mes/practice/index.js';
import type { Mes, MesDispatch, PostingContext } from '../../../contracts/ports.js';

export const ORDER = '1000123';
export const context = { signal: new AbortController().signal };
export const under = (key: string): PostingContext => ({ ...context, key });

const plants: MesPlant[] = [];
afterEach(async () => {
  for (const plant of plants.splice(0)) await plant.stop();
});

/** A practice MES that knows the pump's masters, and a connector to it. */
export async function startedPlant(options: MesPlantOptions = {}): Promise<{ plant: MesPlant; mes: Mes }> {
  const definitions = [{ item: 'FG-1000', bomRevisions: ['B'], routingVersions: ['4'] }];
  const plant = await startMesPlant({ definitions, retryMs: 5, ...options });
  plants.push(plant);
  return { plant, mes: connectTo(plant) };
}

export const connectTo = (plant: MesPlant, differing: Record<string, unknown> = {}): Mes =>
  restMes.create('MES-P100', restMes.config.parse({ url: plant.url, token: 'practice', ...differing }));

/** 500 pumps. */
export const order = (differing: Partial<MesDispatch> = {}): MesDispatch => ({
  plant: 'P100',
  orderNo: ORDER,
  version: '1',
  item: 'FG-1000',
  bomRevision: 'B',
  routingVersion: '4',
  quantity: { value: '500', uom: 'EA' },
  overTolerancePct: '5',
  scheduledStart: '2026-03-10T11:00:00Z',
  scheduledEnd: '2026-03-11T11:00:00Z',
  components: [{ item: 'RM-30', quantity: { value: '375.000', uom: 'KG' } }],
  operations: [
    { operationNo: '0010', workCenter: 'ASSY-01' },
    { operationNo: '0040', workCenter: 'TEST-01' },
  ],
  ...differing,
});

export const sized = (value: string, version: string): MesDispatch =>
  order({ version, quantity: { value, uom: 'EA' } });
