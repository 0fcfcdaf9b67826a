import { Rejected, wms } from '../kit/index.js';
import { carryOutBringBack } from './bring-back.js';
import { lineOf, type About } from './about.js';

/** The warehouse is told what comes; what nobody had announced, it knows already. */
export async function expectAtWarehouse(about: About): Promise<void> {
  const { kit, plant, inboundDeliveryNo, purchaseOrderNo, notice } = about;
  const undo = { by: () => carryOutBringBack(about) };
  if (!notice) {
    kit.undos.announce('expect at warehouse', undo);
    return;
  }
  const { supplier, packingSlip, expectedAt, lines } = notice;
  const message = {
    ...{ plant, inboundDeliveryNo, purchaseOrderNo, supplier, packingSlip, expectedAt, version: '1' },
    lines: lines.map(({ purchaseOrderLine, item, quantity, lot }, index) => ({
      ...{ line: deliveryLine(index), item, quantity },
      ...(lot !== undefined && { lot }),
      ...(lineOf(about, purchaseOrderLine)?.inspected && { status: 'QUALITY' as const }),
    })),
  };
  try {
    await kit.step('expect at warehouse', wms.expectInbound(message), { undo, catches: ['B-INBOUND-ARRIVED'] });
  } catch (failure) {
    // The truck was quicker than the word of it: what it brings is counted all the same.
    if (!(failure instanceof Rejected)) throw failure;
  }
  kit.enter('NOTIFIED_WMS');
}

/** As the ERP numbers the lines of a delivery. */
export const deliveryLine = (index: number): string => String((index + 1) * 10).padStart(6, '0');
