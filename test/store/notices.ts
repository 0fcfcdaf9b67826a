import type { ShipNotice } from '../../contracts/entities/ship-notice.js';
import type { Checkpoint, Fact } from '../../contracts/facts.js';
import { runId } from '../../contracts/ids.js';
import { initialView } from '../../contracts/start.js';

type Notice = Extract<Fact, { type: 'notice' }>;

const AT = '2026-03-10T20:05:00.000Z';

export function notice(
  deliveryNo: string,
  sequence: number,
  { at = AT, plant = 'P100', ...differing }: Partial<ShipNotice> & { at?: string } = {},
): Notice {
  const message: ShipNotice = {
    plant,
    deliveryNo,
    salesOrderNo: '200045',
    customer: 'C-100',
    purpose: sequence === 1 ? 'ORIGINAL' : 'REPLACEMENT',
    sequence,
    shippedAt: AT,
    lines: [{ line: '10', item: 'FG-1000', quantity: { value: '200', uom: 'EA' } }],
    handlingUnits: [],
    ...differing,
  };
  return { type: 'notice', at, key: `${plant}|${deliveryNo}|${sequence}|g0`, subject: deliveryNo, sequence, message };
}

/** The checkpoint of a delivery's run in which these facts were noted. */
export function runOf(deliveryNo: string, facts: Fact[], checkpoint = 1): Checkpoint {
  const plant = facts.flatMap((fact) => (fact.type === 'notice' ? fact.message.plant : []))[0] ?? 'P100';
  const key = { process: 'outbound-delivery', company: '1000', plant, key: deliveryNo };
  return { runId: runId(key), checkpoint, view: initialView(key, 'IN_TRANSIT', AT), facts };
}
