import { Decimal } from 'decimal.js';
import type { InboundLine } from './bodies.js';
import type { InboundDelivery, PracticeCount, PracticeCountedLine } from './inbound-delivery.js';
import type { Stock, StockStatus } from './stock.js';

/** What a person at the dock says of goods; the rest follows from what was announced. */
export interface CountedGoods {
  /** Of what was announced; left out for what was not. */
  line?: string;
  item: string;
  quantity: string;
  uom?: string;
  lot?: string;
  expiry?: string;
  /** Whole, unless told. */
  condition?: PracticeCountedLine['condition'];
  /** The stock that whole goods become; as was announced, unless told. */
  status?: StockStatus;
}

/** A count as it is written down. */
export function countedLine(delivery: InboundDelivery, goods: CountedGoods, stock: Stock): PracticeCountedLine {
  const { line, item, quantity, lot, expiry, condition = 'GOOD' } = goods;
  if (!new Decimal(quantity).gt(0)) throw new Error(`${quantity} ${item} cannot be counted`);
  const announced = announcedAs(delivery, goods);
  if (line !== undefined && !announced) throw new Error(`${delivery.inboundDeliveryNo} has no line ${line}`);
  const uom = goods.uom ?? announced?.qty.uom ?? stock.unitOf(item);
  stock.measure(item, uom);
  const becomes = { GOOD: goods.status ?? announced?.stockStatus ?? 'UNRESTRICTED', DAMAGED: 'BLOCKED' } as const;
  return {
    ...(line !== undefined && { line }),
    ...{ item, qty: { value: quantity, uom }, condition },
    ...(lot !== undefined && { lot }),
    ...(expiry !== undefined && { expiry }),
    ...(condition !== 'REFUSED' && { stockStatus: becomes[condition] }),
  };
}

const announcedAs = (
  { lines }: InboundDelivery,
  { line, item }: { line?: string; item: string },
): InboundLine | undefined => lines.find((one) => (line === undefined ? one.item === item : one.line === line));

/** Everything that was announced and is not counted yet; what was counted of no line is of the first of its item. */
export function uncounted(delivery: InboundDelivery): CountedGoods[] {
  const counted = delivery.counts
    .filter(({ corrects }) => !corrects)
    .flatMap(({ lines }) => lines.map((one) => ({ ...one, line: one.line ?? announcedAs(delivery, one)?.line })));
  return delivery.lines.flatMap(({ line, item, qty, lot }) => {
    const there = counted.filter((one) => one.line === line);
    const open = there.reduce((left, one) => left.minus(one.qty.value), new Decimal(qty.value));
    const goods = { line, item, quantity: open.toFixed(), uom: qty.uom, ...(lot !== undefined && { lot }) };
    return open.gt(0) ? [goods] : [];
  });
}

/** What a correction is about: the stock that the count had made. */
export function asCounted({ lines }: PracticeCount, goods: CountedGoods): CountedGoods {
  const { item, lot, condition = 'GOOD' } = goods;
  const first = lines.find(
    (one) => one.item === item && one.condition === condition && (lot === undefined || one.lot === lot),
  );
  if (!first) return goods;
  return {
    ...(first.line !== undefined && { line: first.line }),
    ...(first.lot !== undefined && { lot: first.lot }),
    ...(first.stockStatus !== undefined && { status: first.stockStatus }),
    ...goods,
  };
}
