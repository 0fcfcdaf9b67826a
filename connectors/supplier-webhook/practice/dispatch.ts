import type { SupplierNotice } from '../../../contracts/entities/supplier-notice.js';
import type { KeptOrder } from './mail.js';

/** What a supplier says of a truck; the rest follows from the order, and from what it said of it before. */
export type Announcement = Pick<SupplierNotice, 'purchaseOrderNo'> & Partial<SupplierNotice>;

const ON_THE_WAY_MS = 3_600_000;

/** What suppliers have announced, by supplier and packing slip; the last word of each counts. */
export class Dispatch {
  readonly notices: SupplierNotice[] = [];
  #slips = 0;

  /** @throws Error where neither it nor the order says what is on the truck */
  announce(told: Announcement, order: KeptOrder | undefined): SupplierNotice {
    const before = told.packingSlip === undefined ? undefined : this.last(told.packingSlip);
    const supplier = told.supplier ?? before?.supplier ?? order?.supplier;
    const lines = told.lines ?? before?.lines ?? order?.lines.map(wholeLine);
    if (supplier === undefined || !lines?.length) throw new Error(`nobody has ordered ${told.purchaseOrderNo} here`);
    const packingSlip = told.packingSlip ?? `SLIP-${++this.#slips}`;
    const now = Date.now();
    const notice: SupplierNotice = {
      shippedAt: new Date(now).toISOString(),
      expectedAt: new Date(now + ON_THE_WAY_MS).toISOString(),
      version: (before?.version ?? 0) + 1,
      ...told,
      ...{ packingSlip, supplier, lines },
    };
    this.notices.push(notice);
    return notice;
  }

  /** @throws Error where it was not announced */
  known(packingSlip: string): SupplierNotice {
    const notice = this.last(packingSlip);
    if (!notice) throw new Error(`${packingSlip} was not announced`);
    return notice;
  }

  last(packingSlip: string): SupplierNotice | undefined {
    return this.notices.findLast((one) => one.packingSlip === packingSlip);
  }
}

const wholeLine = ({ line, item, quantity }: KeptOrder['lines'][number]): SupplierNotice['lines'][number] => ({
  ...{ purchaseOrderLine: line, item, quantity },
});
