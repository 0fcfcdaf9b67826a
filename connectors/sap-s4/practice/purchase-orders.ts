import { Decimal } from 'decimal.js';

export interface NewPurchaseOrderLine {
  /** 10, 20 … unless told. */
  line?: string;
  plant?: string;
  location?: string;
  item?: string;
  quantity?: string;
  uom?: string;
  /** For `priceUnit` order units. */
  price?: string;
  priceUnit?: string;
  currency?: string;
  /** Beyond the ordered quantity, in percent; 10 unless told. */
  overTolerancePct?: string;
  /** Any quantity may come. */
  unlimited?: boolean;
  underTolerancePct?: string;
  /** On the plant's calendar. */
  deliveryDate?: string;
  /** Where it comes in parts. */
  schedule?: { date: string; quantity: string }[];
}

/** One line may be told at the order itself. */
export interface NewPurchaseOrder extends Omit<NewPurchaseOrderLine, 'line'> {
  purchaseOrderNo?: string;
  supplier?: string;
  /** Approved; it is unless told. */
  released?: boolean;
  lines?: NewPurchaseOrderLine[];
}

export interface PlantPurchaseOrderLine extends Required<Omit<NewPurchaseOrderLine, 'quantity'>> {
  quantity: Decimal;
  deliveryComplete: boolean;
  deleted: boolean;
}

export interface PlantPurchaseOrder {
  company: string;
  purchaseOrderNo: string;
  supplier: string;
  released: boolean;
  lines: PlantPurchaseOrderLine[];
  /** Milliseconds; rises with each change. */
  changed: number;
}

const USUAL = {
  location: '0001',
  item: 'RM-10',
  quantity: '1000',
  uom: 'EA',
  price: '17.50',
  priceUnit: '1',
  currency: 'USD',
  overTolerancePct: '10',
  unlimited: false,
  underTolerancePct: '0',
};

export function purchaseOrderOf(
  order: NewPurchaseOrder,
  usual: { company: string; purchaseOrderNo: string; plant: string; farAhead: string },
): PlantPurchaseOrder {
  const { lines = [{}], supplier = 'S-100', released = true, purchaseOrderNo: _, ...line } = order;
  return {
    company: usual.company,
    purchaseOrderNo: usual.purchaseOrderNo,
    supplier,
    released,
    lines: lines.map((one, index) => lineOf({ ...line, ...one }, index, usual)),
    changed: 0,
  };
}

function lineOf(
  line: NewPurchaseOrderLine,
  index: number,
  { plant, farAhead }: { plant: string; farAhead: string },
): PlantPurchaseOrderLine {
  const quantity = line.quantity ?? USUAL.quantity;
  const deliveryDate = line.deliveryDate ?? farAhead;
  return {
    ...USUAL,
    line: String((index + 1) * 10),
    plant,
    schedule: [{ date: deliveryDate, quantity }],
    ...line,
    deliveryDate,
    quantity: new Decimal(quantity),
    deliveryComplete: false,
    deleted: false,
  };
}

type Changeable =
  | 'price'
  | 'priceUnit'
  | 'overTolerancePct'
  | 'unlimited'
  | 'underTolerancePct'
  | 'location'
  | 'deliveryComplete'
  | 'deleted';

interface LineChange extends Partial<Pick<PlantPurchaseOrderLine, Changeable>> {
  line: string;
  quantity?: string;
  deliveryDate?: string;
}

/** What a buyer changes in ME22N; what is not told stays. A quantity of the order itself is the first line's. */
export interface PurchaseOrderChange {
  released?: boolean;
  quantity?: string;
  lines?: LineChange[];
}

export function changePurchaseOrder(order: PlantPurchaseOrder, change: PurchaseOrderChange): void {
  const { quantity, lines = [], released = order.released } = change;
  order.released = released;
  const first: LineChange[] = quantity === undefined ? [] : [{ line: order.lines[0]?.line ?? '', quantity }];
  for (const { line, quantity: wanted, deliveryDate, ...others } of [...first, ...lines]) {
    const mine = order.lines.find((one) => Number(one.line) === Number(line));
    if (!mine) throw new RangeError(`purchase order ${order.purchaseOrderNo} has no line ${line}`);
    Object.assign(mine, others);
    if (wanted !== undefined) setQuantity(mine, new Decimal(wanted));
    if (deliveryDate !== undefined) mine.schedule = [{ date: deliveryDate, quantity: mine.quantity.toFixed() }];
  }
}

/** What is more or less than before comes with the last part. */
export function setQuantity(line: PlantPurchaseOrderLine, quantity: Decimal): void {
  const more = quantity.minus(line.quantity);
  line.quantity = quantity;
  const last = line.schedule.at(-1);
  if (last) last.quantity = Decimal.max(0, more.plus(last.quantity)).toFixed();
}

export const etagOf = ({ changed }: PlantPurchaseOrder): string =>
  `W/"datetimeoffset'${new Date(changed).toISOString()}'"`;
