import { decimal } from '../../decisions/arithmetic.js';
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
  const picked = async () => {
    const found = await kit.step('read warehouse order', wms.readOutbound(ref));
    return found?.lines.filter((one) => decimal(one.picked.value).gt(0)) ?? [];
  };
  const first = await picked();
  if (first.length === 0) return false;
  const lines = first.map(({ line, picked: quantity }) => ({ line, quantity }));
  await kit.step('unpick', wms.requestUnpick({ ...ref, lines, reason: 'cancelled' }), { entity: `cancel ${round}` });
  for (;;) {
    while (kit.run.inbox.take(['PickingProgressed', 'ShipConfirmed']));
    const left = await picked();
    if (left.length === 0) {
      kit.settle('brought back');
      return false;
    }
    const text = left
      .map(({ line, picked: { value, uom } }) => `line ${line}: ${value} ${uom} to bring back`)
      .join(', ');
    const choice = await kit.ask(
      'brought back',
      { code: 'B-OUTBOUND-PICKED', text },
      {
        step: 'unpick',
        decision: 'brought back',
        until: () => kit.run.inbox.has(['PickingProgressed']),
        recheckAt: Date.now() + policy.shipping.warehouseProbeMs,
      },
    );
    if (choice === 'BROUGHT_BACK') return true;
  }
}
