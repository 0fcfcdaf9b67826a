import type { WarehouseOrder, WarehousePick } from '../../contracts/entities/warehouse-order.js';
import { decimal } from '../../decisions/arithmetic.js';
import { recheckAfter } from '../../decisions/recheck.js';
import { Rejected, wms } from '../kit/index.js';
import type { About } from './about.js';
import { takeNews } from '../kit/news.js';
import { HasLeft } from './undoing.js';

/** So often the warehouse may refuse what it seems to allow; then a person looks at it. */
const PATIENCE = 3;

/**
 * Undoes the release to the warehouse: what is picked or loaded is brought back first, and seen to be back.
 * @throws HasLeft when a person has seen that it is gone
 */
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
async function unpicked(about: About, round: number): Promise<boolean> {
  const { kit, plant, deliveryNo, policy } = about;
  const look = () => kit.step('read warehouse order', wms.readOutbound({ plant, deliveryNo }));
  const isTaken = await unpickAsked(about, round, pickedIn(await look()));
  for (let looks = 0; ; looks += 1) {
    await takeNews(about.kit.run, ['PickingProgressed', 'ShipConfirmed']);
    const found = await look();
    const left = pickedIn(found);
    const isBack = left.length === 0 && (!found || found.status === 'RELEASED' || found.status === 'CANCELLED');
    if (isBack && (round <= PATIENCE || looks > 0)) {
      kit.settle('brought back');
      return false;
    }
    const choice = await kit.ask('brought back', isTaken ? toBringBack(left) : GONE, {
      step: 'unpick',
      decision: 'brought back',
      until: () => kit.run.inbox.has(['PickingProgressed']),
      recheckAt: Date.now() + recheckAfter(policy.shipping.warehouseProbeMs, looks + round - 1),
    });
    if (choice === 'BROUGHT_BACK') return true;
    if (choice === 'HAS_LEFT') throw new HasLeft();
    if (!isTaken) return false;
  }
}

/** @returns whether the warehouse has taken it: of what it says has left, nothing is brought back */
async function unpickAsked(about: About, round: number, picked: WarehousePick[]): Promise<boolean> {
  const { kit, plant, deliveryNo } = about;
  const lines = picked.map(({ line, picked: quantity }) => ({ line, quantity }));
  try {
    // Without a line it is the wave that is taken back.
    await kit.step('unpick', wms.requestUnpick({ plant, deliveryNo, lines, reason: 'cancelled' }), {
      entity: `cancel ${round}`,
      catches: ['B-OUTBOUND-SHIPPED'],
    });
    return true;
  } catch (failure) {
    if (!(failure instanceof Rejected)) throw failure;
    return false;
  }
}

const GONE = {
  code: 'B-OUTBOUND-SHIPPED',
  text: 'the warehouse says that it has left, and brings nothing back: has it?',
} as const;

function toBringBack(left: WarehousePick[]) {
  const goods = left.map(({ line, picked: { value, uom } }) => `line ${line}: ${value} ${uom} to bring back`);
  const text =
    goods.join(', ') || 'nothing is picked, and the warehouse does not cancel its order: is its wave taken back?';
  return { code: 'B-OUTBOUND-PICKED' as const, text };
}

const pickedIn = (found: WarehouseOrder | null): WarehousePick[] =>
  found?.lines.filter(({ picked }) => decimal(picked.value).gt(0)) ?? [];
