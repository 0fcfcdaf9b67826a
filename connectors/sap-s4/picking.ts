import { Decimal } from 'decimal.js';
import type { DeliveryLineQuantity, Erp } from '../../contracts/ports.js';
import {
  deliveryPosted,
  pickedOf,
  readSapDelivery,
  type SapDelivery,
  type SapDeliveryItem,
  splitItemsOf,
} from './deliveries.js';
import { itemAt, itemIn } from './delivery-changes.js';
import { callOn, patchItem } from './delivery-functions.js';
import { bringTo } from './delivery-steps.js';
import { decimalLiteral, quoted, sameNumber } from './odata.js';
import type { SapSession } from './session.js';
import type { Step } from './steps.js';

type Pick = DeliveryLineQuantity & { lot?: string };

/** Picked quantity and delivered quantity are one in SAP's actions: what is picked is what will be issued. */
export const setPicked = (sap: SapSession): Erp['setPicked'] => ({
  send: ({ deliveryNo, lines }, { signal }) =>
    bringTo(sap, deliveryNo, signal, (found) => byLine(lines).flatMap((picks) => stepsFor(sap, found, picks))),
  async find({ deliveryNo, lines }, { signal }) {
    const found = await readSapDelivery(sap, deliveryNo, signal);
    return found && byLine(lines).every((picks) => isPicked(found, picks)) ? deliveryPosted(sap, deliveryNo) : null;
  },
});

/** The picks of one line, one for each lot. */
interface LinePicks {
  line: string;
  uom: string;
  lots: Map<string, Decimal>;
}

function byLine(picks: Pick[]): LinePicks[] {
  const lines: LinePicks[] = [];
  for (const { line, quantity, lot = '' } of picks) {
    let entry = lines.find((one) => sameNumber(one.line, line));
    if (!entry) lines.push((entry = { line, uom: quantity.uom, lots: new Map() }));
    entry.lots.set(lot, (entry.lots.get(lot) ?? new Decimal(0)).plus(quantity.value));
  }
  return lines;
}

function isPicked(found: SapDelivery, picks: LinePicks): boolean {
  const item = itemAt(found, picks.line);
  if (!item) return false;
  const parts = [item, ...splitItemsOf(found, item.DeliveryDocumentItem)];
  const wished = [...picks.lots];
  // Nothing beside what is wished, and of each lot what is wished.
  return (
    parts.every((part) => !part.ActualDeliveryQuantity.match(/[1-9]/) || picks.lots.has(lotOf(part, picks))) &&
    wished.every(([lot, quantity]) =>
      Decimal.sum(0, ...parts.filter((part) => lotOf(part, picks) === lot).map(settled)).eq(quantity),
    )
  );
}

/** A pick that names no lot is content with the one that SAP has determined. */
const lotOf = (part: SapDeliveryItem, { lots }: LinePicks): string =>
  lots.has('') && lots.size === 1 ? '' : part.Batch;

/** Picked, and so to be delivered. */
const settled = (part: SapDeliveryItem): Decimal => Decimal.min(pickedOf(part), part.ActualDeliveryQuantity);

function stepsFor(sap: SapSession, found: SapDelivery, picks: LinePicks): Step[] {
  if (isPicked(found, picks)) return [];
  const item = itemIn(sap, found, picks.line);
  const parts = splitItemsOf(found, item.DeliveryDocumentItem);
  const [only] = picks.lots.size === 1 && parts.length === 0 ? picks.lots : [];
  return only ? wholeSteps(sap, found, item, picks.uom, only) : splitSteps(sap, found, item, picks);
}

function wholeSteps(
  sap: SapSession,
  found: SapDelivery,
  { DeliveryDocumentItem: line, Batch }: SapDeliveryItem,
  uom: string,
  [lot, quantity]: [string, Decimal],
): Step[] {
  const pick: Step = () => pickItem(sap, found, line, quantity, uom);
  return lot && lot !== Batch ? [() => patchItem(sap, found, line, { Batch: lot }), pick] : [pick];
}

/** Each lot becomes an item below the line's; what remains at the line itself is taken out of it. */
function splitSteps(sap: SapSession, found: SapDelivery, item: SapDeliveryItem, { lots, uom }: LinePicks): Step[] {
  const line = item.DeliveryDocumentItem;
  const parts = splitItemsOf(found, line);
  const steps = [...lots].flatMap(([lot, quantity]): Step[] => {
    const part = parts.find(({ Batch }) => Batch === lot);
    if (!part) return quantity.isZero() ? [] : [() => split(sap, found, line, lot, quantity, uom)];
    return settled(part).eq(quantity) ? [] : [() => pickItem(sap, found, part.DeliveryDocumentItem, quantity, uom)];
  });
  const surplus = parts.filter((part) => !lots.has(part.Batch) && settled(part).gt(0));
  for (const part of surplus) steps.push(() => pickItem(sap, found, part.DeliveryDocumentItem, new Decimal(0), uom));
  if (steps.length > 0 || new Decimal(item.ActualDeliveryQuantity).isZero()) return steps;
  return [() => patchItem(sap, found, line, { ActualDeliveryQuantity: '0', DeliveryQuantityUnit: uom })];
}

const pickItem = (sap: SapSession, found: SapDelivery, line: string, quantity: Decimal, uom: string): Promise<void> =>
  callOn(sap, found, 'PickOneItemWithSalesQuantity', {
    DeliveryDocumentItem: quoted(line),
    ActualDeliveryQuantity: decimalLiteral(quantity.toFixed()),
    DeliveryQuantityUnit: quoted(uom),
  });

const split = (
  sap: SapSession,
  found: SapDelivery,
  line: string,
  lot: string,
  quantity: Decimal,
  uom: string,
): Promise<void> =>
  callOn(sap, found, 'CreateBatchSplitItem', {
    DeliveryDocumentItem: quoted(line),
    Batch: quoted(lot),
    ActualDeliveryQuantity: decimalLiteral(quantity.toFixed()),
    PickQuantityInSalesUOM: decimalLiteral(quantity.toFixed()),
    DeliveryQuantityUnit: quoted(uom),
  });
