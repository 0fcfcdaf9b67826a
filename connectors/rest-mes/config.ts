import { z } from 'zod';
import type { MesStatus } from '../../contracts/ports.js';
import { restConfig } from '../rest-client.js';

/** The words of this MES, each with ours beside it; words that are not named are taken as they are. */
const words = <const W extends readonly string[]>(ours: W) => z.record(z.string().max(100), z.enum(ours)).default({});

export const mesStatuses = [
  'CHECKING',
  'REJECTED',
  'WAITING',
  'PENDING',
  'DISPATCHED',
  'READY',
  'RUNNING',
  'HELD',
  'SUSPENDED',
  'COMPLETED',
  'ABORTED',
  'CANCELLED',
  'CLOSED',
] as const satisfies readonly MesStatus[];

const valueMap = z.strictObject({
  kind: words(['PARTIAL', 'FINAL']),
  role: words(['MAIN', 'CO', 'BY']),
  mode: words(['ACTUAL', 'BACKFLUSH']),
  entity: words(['bom', 'routing', 'item']),
  status: words(mesStatuses),
});

export const configSchema = restConfig.extend({ valueMap: valueMap.prefault({}) });

export type RestMesConfig = z.infer<typeof configSchema>;
export type ValueMap = RestMesConfig['valueMap'];
