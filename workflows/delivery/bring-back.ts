import type { WarehouseOrder, WarehousePick } from '../../contracts/entities/warehouse-order.js';
import { decimal } from '../../decisions/arithmetic.js';
import { recheckAfter } from '../../decisions/recheck.js';
import { Rejected, wms } from '../kit/index.js';
import type { About } from './about.js';

/** Undoes the release to the warehouse: what is picked or loaded is brought back first, and seen to be back. */
export async function bringBack(about: About): Promise<void> {
  for (let round = 1; ; round += 1) {
    if (await cancelled(about, round)) return;
    if (await unpicked(about, round)) return;
  }
}

async function cancelled({ kit, plant, deliveryNo }: About, round: number): Promise<boolean> {
  try {
    await kit.step('cancel warehouse order', wms.cancelOutbound({ plant, deliveryNo }), {
      entity: String(round),
      catches: ['B-OUTBOUND-PICKED', 'B-OUTBOUND-SHIPPED'],
    });
    return true;
  } catch (failure) {
    if (!(failure instanceof Rejected)) throw failure;
    return false;
  }
}

/** @returns whether a person has seen it back, whatever the warehouse says */
async function unpicked({ kit, plant, deliveryNo, policy }: About, round: number): Promise<boolean> {
  const ref = { plant, deliveryNo };
  const look = () => kit.step('read warehouse order', wms.readOutbound(ref));
  const lines = pickedIn(await look()).map(({ line, picked: quantity }) => ({ line, quantity }));
  // Without a line it is the wave that is taken back.
  await kit.step('unpick', wms.requestUnpick({ ...ref, lines, reason: 'cancelled' }), { entity: `cancel ${round}` });
  for (let looks = 0; ; looks += 1) {
    while (kit.run.inbox.take(['PickingProgressed', 'ShipConfirmed']));
    const found = await look();
    const left = pickedIn(found);
    if (left.length === 0 && (!found || found.status === 'RELEASED' || found.status === 'CANCELLED')) {
      kit.settle('brought back');
      return false;
    }
    const goods = left.map(({ line, picked: { value, uom } }) => `line ${line}: ${value} ${uom} to bring back`);
    const question = { code: 'B-OUTBOUND-PICKED' as const, text: goods.join(', ') || 'its wave is to be taken back' };
    const choice = await kit.ask('brought back', question, {
      step: 'unpick',
      decision: 'brought back',
      until: () => kit.run.inbox.has(['PickingProgressed']),
      recheckAt: Date.now() + recheckAfter(policy.shipping.warehouseProbeMs, looks),
    });
    if (choice === 'BROUGHT_BACK') return true;
  }
}

const pickedIn = (found: WarehouseOrder | null): WarehousePick[] =>
  found?.lines.filter(({ picked }) => decimal(picked.value).gt(0)) ?? [];
