import { Decimal } from 'decimal.js';
import type { NewPurchaseOrder } from '../../connectors/sap-s4/practice/index.js';
import type { CountedGoods } from '../../connectors/rest-wms/practice/counting.js';
import type { SupplierNotice, SupplierNoticeLine } from '../../contracts/entities/supplier-notice.js';
import { atEnd } from './at-end.js';
import { type DeskWords, deskWords } from './desk-words.js';
import { openPlant, type PlantOptions, type TestPlant } from './plant.js';
import { testTemporal } from './temporal.js';

export interface Announcement {
  packingSlip: string;
  lines: (Partial<Omit<SupplierNoticeLine, 'quantity'>> & { quantity: SupplierNoticeLine['quantity'] | string })[];
  version?: number;
  expectedAt?: string;
  supplier?: string;
  cancelled?: true;
}

/** A plant that buys: the words in which tests of procure-to-receive are written. */
export interface BuyingPlant extends TestPlant, DeskWords {
  /** Adds an order for housings to the ERP: 1,000 at 17.50 of S-100, 10 % more are taken; and releases it. */
  buy(purchaseOrderNo: string, differing?: Omit<NewPurchaseOrder, 'purchaseOrderNo'>): void;
  /** The supplier says what is on its way. @returns the ERP's number of it, once the warehouse expects it */
  announce(purchaseOrderNo: string, what: Announcement): Promise<string>;
  /** The same, and nobody waits for what comes of it. */
  tell(purchaseOrderNo: string, what: Announcement): void;
  /** The truck comes, is counted as said, and empty. */
  unload(inboundDeliveryNo: string, ...lines: CountedGoods[]): void;
  /** The ERP's inbound deliveries of an order that stand, the oldest first. */
  inboundOf(purchaseOrderNo: string): string[];
  receivedOf(purchaseOrderNo: string, line?: string): string;
  isDeliveryComplete(purchaseOrderNo: string, line?: string): boolean;
  documentsOf(purchaseOrderNo: string): PurchaseDocument[];
  /** The ERP's stock of an item at the receiving place, by status. */
  booked(item: string, lot: string): Record<string, string>;
  /** The warehouse's stock of an item, by status. */
  lying(item: string, lot: string): Record<string, string>;
}

export interface PurchaseDocument {
  /** `101`, by the movement of its first line. */
  type: string;
  quantity: string;
  status: string;
  value: string;
  cancelled: boolean;
}

const SUPPLIER = 'S-100';
const EXPECTED = '2028-03-10T14:00:00Z';

export const purchaseRun = (purchaseOrderNo: string): string => `procure-to-receive/1000/-/${purchaseOrderNo}`;
export const inboundRun = (inboundDeliveryNo: string, plant = 'P100'): string =>
  `inbound-delivery/1000/${plant}/${inboundDeliveryNo.replace(/^0+/, '')}`;

export async function startBuying(options: PlantOptions = {}): Promise<BuyingPlant> {
  const plant = await openPlant(options.temporal ?? (await testTemporal()), options);
  atEnd(() => plant.stop());
  return buying(plant);
}

export function buying(plant: TestPlant): BuyingPlant {
  const { sap, wms, suppliers } = plant;
  const words = deskWords(plant);
  const order = (purchaseOrderNo: string) =>
    sap.ledger().purchaseOrders.find((one) => one.purchaseOrderNo === purchaseOrderNo);
  const lineOf = (purchaseOrderNo: string, line: string) =>
    order(purchaseOrderNo)?.lines.find((one) => Number(one.line) === Number(line));
  const desk: BuyingPlant = {
    ...plant,
    ...words,
    buy(purchaseOrderNo, differing = {}) {
      sap.addPurchaseOrder({ purchaseOrderNo, supplier: SUPPLIER, ...differing });
      sap.releasePurchaseOrder(purchaseOrderNo);
    },
    tell(purchaseOrderNo, what) {
      suppliers.announce(noticeOf(purchaseOrderNo, what));
    },
    async announce(purchaseOrderNo, what) {
      const before = desk.inboundOf(purchaseOrderNo);
      desk.tell(purchaseOrderNo, what);
      const isNew = (number: string) => !before.includes(number);
      await words.happened(`an inbound delivery for ${purchaseOrderNo}`, () =>
        desk.inboundOf(purchaseOrderNo).some((one) => isNew(one) && wms.ledger().inboundDeliveries[one] !== undefined),
      );
      return desk.inboundOf(purchaseOrderNo).find(isNew) ?? '';
    },
    unload(inboundDeliveryNo, ...lines) {
      wms.receiving.arrive(inboundDeliveryNo);
      wms.receiving.count(inboundDeliveryNo, { lines });
      wms.receiving.close(inboundDeliveryNo);
    },
    inboundOf: (purchaseOrderNo) =>
      sap
        .ledger()
        .inboundDeliveries.filter((one) => one.purchaseOrderNo === purchaseOrderNo && !one.deleted)
        .map(({ deliveryNo }) => deliveryNo),
    receivedOf: (purchaseOrderNo, line = '10') => lineOf(purchaseOrderNo, line)?.received ?? '0',
    isDeliveryComplete: (purchaseOrderNo, line = '10') => lineOf(purchaseOrderNo, line)?.deliveryComplete ?? false,
    documentsOf: (purchaseOrderNo) =>
      sap
        .ledger()
        .materialDocuments.filter(({ movements }) => movements.some((one) => one.purchaseOrder === purchaseOrderNo))
        .flatMap(({ movements, cancelledBy }) =>
          movements.map(({ type, quantity, status = 'UNRESTRICTED', value = '' }) => ({
            ...{ type, quantity: new Decimal(quantity).toFixed(), status, value, cancelled: cancelledBy !== undefined },
          })),
        ),
    booked: (item, lot) =>
      sums(
        sap
          .ledger()
          .stock.filter((one) => one.item === item && one.batch === lot)
          .map(({ status, quantity }) => [status, quantity]),
      ),
    lying: (item, lot) =>
      sums(
        wms
          .ledger()
          .stock.filter((one) => one.item === item && one.lot === lot)
          .map(({ status = 'UNRESTRICTED', onHand }) => [status, onHand]),
      ),
  };
  return desk;
}

function noticeOf(purchaseOrderNo: string, { packingSlip, lines, ...more }: Announcement): SupplierNotice {
  return {
    ...{ purchaseOrderNo, packingSlip, supplier: SUPPLIER, version: 1, expectedAt: EXPECTED, ...more },
    lines: lines.map(({ quantity, ...line }) => ({
      ...{ purchaseOrderLine: '00010', item: 'RM-10', ...line },
      quantity: typeof quantity === 'string' ? { value: quantity, uom: 'EA' } : quantity,
    })),
  };
}

function sums(entries: [string, string][]): Record<string, string> {
  const total: Record<string, Decimal> = {};
  for (const [status, quantity] of entries) total[status] = new Decimal(total[status] ?? 0).plus(quantity);
  return Object.fromEntries(
    Object.entries(total).flatMap(([status, quantity]) => (quantity.isZero() ? [] : [[status, quantity.toFixed()]])),
  );
}
