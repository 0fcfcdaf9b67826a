import type { ReceiptCount } from '../../contracts/entities/warehouse-receipt.js';
import { decimal } from '../../decisions/arithmetic.js';
import { plantDay } from '../../decisions/plant-time.js';
import { planReceipt, type ReceiptLine } from '../../decisions/receipt-plan.js';
import { erp, now, wms } from '../kit/index.js';
import { atStake, lineOf, linesHere, negative, progressOf, report, showFulfilment, type About } from './about.js';
import { announce, cancelling, readReceipt, remember } from './bring-back.js';
import { deliveryLine } from './expected.js';
import { requestInspections } from './inspection.js';

/**
 * Reads what the warehouse has counted, and posts what is new of it, each count once and by a document of its own.
 * @returns whether everything counted stands in the books; not as long as something of a count must be mended first
 */
export async function postCounts(about: About): Promise<boolean> {
  const found = await readReceipt(about);
  if (!found) return true;
  for (const count of found.counts) {
    if (about.posted.has(count.receiptId)) continue;
    about.kit.enter('POSTING_GR');
    const isPosted = count.corrects?.direction === 'LESS' ? await takeBack(about, count) : await post(about, count);
    if (!isPosted) return false;
  }
  return true;
}

async function post(about: About, count: ReceiptCount): Promise<boolean> {
  const { kit } = about;
  await readOrder(about);
  await readItems(about, count);
  const plan = planned(about, count);
  if (typeof plan === 'string') return raiseUnit(about, count, plan);
  kit.settle('unit');
  const [missing] = plan.withoutLot;
  if (missing) {
    const text = `${missing.quantity.value} ${missing.quantity.uom} of ${missing.item} were counted without a lot`;
    await kit.ask('lot', { code: 'B-RCV-LOT', text }, { step: 'post receipt', ...wakes(about) });
    return false;
  }
  kit.settle('lot');
  if (plan.post.length > 0) await postLines(about, count, plan.post);
  about.posted.set(count.receiptId, plan.post);
  for (const [index, line] of plan.excess.entries()) await holdExcess(about, count, line, index);
  const unordered = plan.unordered.map(({ item, quantity }) => `${quantity.value} ${quantity.uom} of ${item}`);
  if (unordered.length > 0) about.unordered.set(count.receiptId, unordered.join(', '));
  await told(about);
  return true;
}

const wakes = ({ kit, policy }: About) => ({
  until: () => kit.run.inbox.has(['InboundProgressed']),
  recheckAt: Date.now() + policy.receiving.receiptProbeMs,
});

function planned(about: About, count: ReceiptCount) {
  try {
    return planReceipt(count, { lines: linesHere(about), announced: about.notice?.lines ?? [], items: about.items });
  } catch (failure) {
    if (failure instanceof RangeError) return failure.message;
    throw failure;
  }
}

async function raiseUnit(about: About, { lines }: ReceiptCount, text: string): Promise<false> {
  await about.kit.ask('unit', { code: 'C-UOM', text }, { step: 'read items', ...wakes(about) });
  for (const { item } of lines) delete about.items[item];
  return false;
}

async function postLines(about: About, count: ReceiptCount, lines: ReceiptLine[]): Promise<void> {
  const { kit, order } = about;
  const before = new Map(
    lines.map(({ purchaseOrderLine: line }) => [line, lineOf(about, line)?.received.value ?? '0']),
  );
  await announce(about, 'post receipt', cancelling(about, count.receiptId));
  const call = erp.postGoodsMovement(movementOf(about, count, 'GR_PURCHASE', lines));
  noteReceived(about, count, lines);
  const { documents } = await kit.step('post receipt', call, {
    entity: count.receiptId,
    impact: atStake({ order }, lines),
  });
  noteReceived(about, count, lines, now());
  remember(about, count.receiptId, documents);
  await verify(about, lines, before);
  await requestInspections(about, count.receiptId, lines);
}

/** For whoever compares stock: it lies in the warehouse, and the books do not show it yet. */
function noteReceived(
  { kit, policy, inboundDeliveryNo }: About,
  { receiptId, countedAt }: ReceiptCount,
  lines: readonly ReceiptLine[],
  postedAt?: string,
): void {
  const { erp: books, wms: warehouse } = policy.systems;
  const bookings = [
    { system: warehouse.id, at: countedAt, certain: true },
    ...(postedAt === undefined ? [] : [{ system: books.id, at: postedAt, certain: true }]),
  ];
  const changes = lines.map(({ item, quantity, location, status, lot }) => ({
    ...{ item, quantity, location, status, owner: 'OWN' as const },
    ...(lot !== undefined && { lot }),
  }));
  const movement = { movementId: `RECEIPT ${inboundDeliveryNo} ${receiptId}`, inWordsOf: books.id, changes, bookings };
  kit.note({ type: 'stock-moved', at: now(), movement: { ...movement, reason: 'RECEIPT_NOT_COMPLETED' } });
}

/** A day of the plant: when it was counted, not when we came to post it (domain: posting dates are event dates). */
export function movementOf(
  { plant, purchaseOrderNo, inboundDeliveryNo, notice, policy }: About,
  { receiptId, countedAt }: Pick<ReceiptCount, 'receiptId' | 'countedAt'>,
  type: 'GR_PURCHASE' | 'GR_PURCHASE_LESS' | 'GR_FREE',
  lines: readonly ReceiptLine[],
) {
  const day = plantDay(countedAt, policy.zone);
  return {
    plant,
    documentDate: day,
    postingDate: day,
    text: `${inboundDeliveryNo} ${receiptId}`,
    movements: lines.map(({ purchaseOrderLine, item, quantity, status, location, lot }, index) => ({
      ...{ line: String(index + 1), type, item, quantity, location, status },
      ...(lot !== undefined && { lot }),
      ...(type !== 'GR_FREE' && {
        purchaseOrder: { number: purchaseOrderNo, line: purchaseOrderLine },
        ...announcedAs(notice, inboundDeliveryNo, purchaseOrderLine),
      }),
    })),
  };
}

/** The ERP's inbound delivery that it belongs to, where there is one. */
function announcedAs(notice: About['notice'], number: string, purchaseOrderLine: string) {
  const index = notice?.lines.findIndex((one) => one.purchaseOrderLine === purchaseOrderLine) ?? -1;
  return index < 0 ? {} : { inboundDelivery: { number, line: deliveryLine(index) } };
}

/** A success reply is no proof: the order shows what the books have received. */
async function verify(about: About, lines: readonly ReceiptLine[], before: ReadonlyMap<string, string>): Promise<void> {
  const { kit, purchaseOrderNo } = about;
  for (;;) {
    const order = await kit.step('verify receipt', erp.readPurchaseOrder({ purchaseOrderNo }));
    if (order) about.order = order;
    const lacking = [...before].filter(([number, was]) => {
      const own = lines.filter((line) => line.purchaseOrderLine === number).map(({ quantity }) => quantity.value);
      const least = own.reduce((total, value) => total.plus(value), decimal(was));
      return decimal(lineOf(about, number)?.received.value ?? '0').lt(least);
    });
    if (lacking.length === 0) return kit.settle('receipt differs');
    const text = `the ERP shows less received than was posted to line ${lacking.map(([number]) => number).join(', ')}`;
    const choice = await kit.ask(
      'receipt differs',
      { code: 'C-DIFFERENT', text },
      {
        step: 'verify receipt',
        decision: 'receipt differs',
        recheckAt: Date.now() + about.policy.receiving.receiptProbeMs,
      },
    );
    if (choice === 'ACCEPT') return;
  }
}

async function holdExcess(about: About, { receiptId }: ReceiptCount, line: ReceiptLine, index: number): Promise<void> {
  const { kit, plant, inboundDeliveryNo, excess } = about;
  const { item, lot, quantity, status } = line;
  const id = `${receiptId}-${index + 1}`;
  const change = { plant, reference: `${inboundDeliveryNo}-${id}-hold`, item, quantity, from: status } as const;
  const call = wms.changeStockStatus({ ...change, to: 'EXCESS_HOLD', ...(lot !== undefined && { lot }) });
  await kit.step('hold excess', call, { entity: id });
  excess.push({ id, receiptId, line, settled: false });
}

/** The warehouse has found that there is less than it had said: a document of its own, not another posting of the first. */
async function takeBack(about: About, count: ReceiptCount): Promise<boolean> {
  const { kit } = about;
  await readItems(about, count);
  const first = about.posted.get(count.corrects?.receiptId ?? '') ?? [];
  const lines = count.lines.flatMap(({ item, quantity, lot, condition }) => {
    const of = first.find(
      (one) => one.item === item && one.lot === lot && (one.status === 'BLOCKED') === (condition === 'DAMAGED'),
    );
    return of ? [{ ...of, quantity: { value: quantity.value, uom: of.quantity.uom } }] : [];
  });
  if (lines.length > 0) {
    await announce(about, 'post receipt', cancelling(about, count.receiptId));
    const call = erp.postGoodsMovement(movementOf(about, count, 'GR_PURCHASE_LESS', lines));
    const { documents } = await kit.step('post receipt', call, { entity: count.receiptId });
    remember(about, count.receiptId, documents);
    await readOrder(about);
  }
  about.posted.set(count.receiptId, negative(lines));
  await told(about);
  return true;
}

async function told(about: About): Promise<void> {
  showFulfilment(about);
  await report(about, progressOf(about));
}

export async function readOrder(about: About): Promise<void> {
  const { kit, purchaseOrderNo } = about;
  const order = await kit.step('read order', erp.readPurchaseOrder({ purchaseOrderNo }));
  if (order) about.order = order;
}

async function readItems(about: About, { lines }: ReceiptCount): Promise<void> {
  const wanted = [...new Set(lines.map(({ item }) => item))].filter((item) => !about.items[item]);
  if (wanted.length === 0) return;
  const found = await about.kit.step('read items', erp.readItems({ plant: about.plant, items: wanted }));
  for (const item of found) about.items[item.item] = item;
}
