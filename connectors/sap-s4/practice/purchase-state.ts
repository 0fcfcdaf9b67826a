import type { Decimal } from 'decimal.js';
import { unpadded } from './numbers.js';
import type { PlantPurchaseOrder, PlantPurchaseOrderLine } from './purchase-orders.js';
import { Refusal } from './refusal.js';

export interface PlantInboundItem {
  /** Six digits. */
  line: string;
  purchaseOrderLine: string;
  item: string;
  plant: string;
  quantity: Decimal;
  uom: string;
}

export interface PlantInboundDelivery {
  deliveryNo: string;
  purchaseOrderNo: string;
  supplier: string;
  /** The supplier's own number. */
  packingSlip: string;
  /** As it was sent: a day and a time of the plant, in SAP's notation. */
  date: string | null;
  time: string;
  /** Rises with each change. */
  version: number;
  deleted: boolean;
  items: PlantInboundItem[];
}

/** Purchase orders and what suppliers have announced in the practice S/4HANA. */
export class PurchaseState {
  readonly orders = new Map<string, PlantPurchaseOrder>();
  readonly inboundDeliveries: PlantInboundDelivery[] = [];
  nextPurchaseOrderNo = '4500000001';
  nextInboundDeliveryNo = '180000001';

  /** @throws Refusal 404 */
  order(purchaseOrderNo: string): PlantPurchaseOrder {
    const found = this.orders.get(unpadded(purchaseOrderNo));
    if (found) return found;
    throw new Refusal(404, { code: '06/019', message: `Purchasing document ${purchaseOrderNo} does not exist` });
  }

  /** @throws Refusal 400 */
  line(order: PlantPurchaseOrder, line: string): PlantPurchaseOrderLine {
    const found = order.lines.find((one) => Number(one.line) === Number(line));
    if (found) return found;
    const message = `Item ${line} of purchasing document ${order.purchaseOrderNo} does not exist`;
    throw new Refusal(400, { code: '06/020', message });
  }

  /** One that was not deleted. @throws Refusal 404 */
  inboundDelivery(deliveryNo: string): PlantInboundDelivery {
    const found = this.standing().find((one) => unpadded(one.deliveryNo) === unpadded(deliveryNo));
    if (found) return found;
    throw new Refusal(404, { code: 'VL/559', message: `Delivery ${deliveryNo} does not exist` });
  }

  standing(): PlantInboundDelivery[] {
    return this.inboundDeliveries.filter(({ deleted }) => !deleted);
  }

  takePurchaseOrderNo(): string {
    const number = this.nextPurchaseOrderNo;
    this.nextPurchaseOrderNo = next(number);
    return number;
  }

  takeInboundDeliveryNo(): string {
    const number = this.nextInboundDeliveryNo;
    this.nextInboundDeliveryNo = next(number);
    return number;
  }
}

const next = (number: string): string => String(Number(number) + 1).padStart(number.length, '0');
