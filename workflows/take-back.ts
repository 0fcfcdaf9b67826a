import { decimal, minus } from '../decisions/arithmetic.js';
import { recheckAfter } from '../decisions/recheck.js';
import type { Quantity } from '../contracts/quantity.js';
import { wms } from './kit/index.js';
import { takeNews } from './kit/news.js';
import type { Reversing } from './reversal.js';

/** How much of a receipt the warehouse has taken out for a reversal. */
export interface TakenOut {
  quantity: string;
  /** Also of nothing: the warehouse has never known of it. */
  isOut: boolean;
  /** How often something was put away again. */
  returns: number;
}

/** Has the goods taken out of stock, and sees that they are: people do it. @throws Rejected where less lies there */
export async function takeOut(reversing: Reversing, out: TakenOut, quantity: Quantity): Promise<void> {
  const { kit, about, posted, reversal } = reversing;
  const { plant, orderNo } = about;
  const { confirmationId: receiptId } = posted();
  const message = {
    plant,
    orderNo,
    receiptId,
    quantity,
    reason: reversal.reason ?? `reversal ${reversal.confirmationId}`,
  };
  const entity = `${reversal.confirmationId} ${quantity.value}${out.returns > 0 ? `~${out.returns}` : ''}`;
  await kit.step('take back receipt', wms.takeBackReceipt(message), { entity, catches: ['B-STOCK-SHORT'] });
  await seenOut(reversing);
  out.quantity = quantity.value;
  out.isOut = true;
}

async function seenOut({ kit, about, posted }: Reversing): Promise<void> {
  const { plant, policy } = about;
  const { confirmationId: receiptId } = posted();
  const id = `taken back ${receiptId}`;
  for (let looks = 0; ; looks += 1) {
    await takeNews(kit.run, ['ReceiptTakenBack']);
    const shown = await kit.step('read receipt', wms.readProductionReceipt({ plant, receiptId }), {
      entity: receiptId,
    });
    if (shown?.status !== 'TAKING_BACK') return kit.settle(id);
    const text = `what was made with ${receiptId} is being taken out of stock: is that done?`;
    const choice = await kit.ask(
      id,
      { code: 'B-TAKE-BACK', text },
      {
        step: 'take back receipt',
        decision: 'taken back',
        until: () => kit.run.inbox.has(['ReceiptTakenBack']),
        recheckAt: Date.now() + recheckAfter(policy.production.parkedRecheckMs, looks),
      },
    );
    if (choice === 'TAKEN_BACK') return;
  }
}

/** It stays after all, but for so much: what was taken out more is announced again, as a receipt of its own. */
export async function putBack({ kit, about, posted }: Reversing, out: TakenOut, kept: string): Promise<void> {
  const { plant, orderNo } = about;
  const { receipt, confirmationId } = posted();
  if (!receipt || decimal(out.quantity).lte(kept)) return;
  const { item, location, lot, status } = receipt;
  const quantity = { ...receipt.quantity, value: minus(out.quantity, kept) };
  out.returns += 1;
  const receiptId = `${confirmationId}~${out.returns}`;
  const message = {
    plant,
    orderNo,
    receiptId,
    item,
    quantity,
    location,
    ...(lot && { lot }),
    ...(status && { status }),
  };
  await kit.step('expect receipt', wms.expectReceipt(message), { entity: receiptId });
  out.quantity = kept;
  out.isOut = decimal(kept).gt(0);
}
