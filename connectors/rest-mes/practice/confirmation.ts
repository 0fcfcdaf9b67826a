import { Decimal } from 'decimal.js';
import type { ActivityTime, ReportedConsumption, ReportedOutput } from '../../../contracts/entities/confirmation.js';
import type { PlantOrder } from './order.js';

/** What is reported as made. Quantities are decimal strings in the order's unit. */
export interface Report {
  yield: string;
  scrap?: string;
  scrapReason?: string;
  rework?: string;
  reworkReason?: string;
  final?: boolean;
  /** The order's last operation unless told. */
  operation?: string;
  lot?: string;
  /** The main output of the yield unless told. */
  outputs?: ReportedOutput[];
  consumption?: ReportedConsumption[];
  /** The next of this MES unless told; the same again is the same confirmation. */
  confirmationId?: string;
  uom?: string;
  activities?: ActivityTime[];
  /** It happened, but its event is never sent; `resend` sends it after all. */
  untold?: boolean;
  /** When it happened, if not now. */
  occurredAt?: string;
}

/** As the event carries it; `seq` is its place among the order's reports, where this MES numbers them. */
export function confirmationOf(order: PlantOrder, confirmationId: string, report: Report, seq: number | undefined) {
  const uom = report.uom ?? order.quantity.uom;
  const { scrap = '0', rework = '0', lot } = report;
  const main: ReportedOutput = {
    item: order.item,
    role: 'MAIN',
    qty: { value: report.yield, uom },
    ...(lot && { lot }),
  };
  return {
    confirmationId,
    orderNo: order.orderNo,
    operation: report.operation ?? order.operations.at(-1) ?? '0010',
    kind: report.final ? 'FINAL' : 'PARTIAL',
    yield: { value: report.yield, uom },
    scrap: { value: scrap, uom, ...(report.scrapReason && { reason: report.scrapReason }) },
    rework: { value: rework, uom, ...(report.reworkReason && { reason: report.reworkReason }) },
    outputs: report.outputs ?? (new Decimal(report.yield).isZero() ? [] : [main]),
    consumption: report.consumption ?? [],
    ...(report.activities && { activities: report.activities }),
    ...(seq !== undefined && { seq }),
  };
}

export interface Reversal {
  /** The next of this MES unless told. */
  confirmationId?: string;
  reason?: string;
  untold?: boolean;
}

/** Takes what was reported with it off the order's totals, unless that was done, or it was never reported here. */
export function uncount(order: PlantOrder, confirmationId: string, reverses: string): void {
  const told = order.counted?.[reverses];
  if (order.confirmations.includes(confirmationId)) return;
  order.confirmations.push(confirmationId);
  if (!told) return;
  delete order.counted?.[reverses];
  const { reported } = order;
  const minus = (a: string, b: string): string => new Decimal(a).minus(b).toFixed();
  order.reported = {
    yield: minus(reported.yield, told.yield),
    scrap: minus(reported.scrap, told.scrap),
    rework: minus(reported.rework, told.rework),
  };
}

/** Adds it to the order's totals, unless it is there already. */
export function count(
  order: PlantOrder,
  confirmationId: string,
  { yield: made, scrap = '0', rework = '0' }: Report,
): void {
  if (order.confirmations.includes(confirmationId)) return;
  order.confirmations.push(confirmationId);
  order.counted = { ...order.counted, [confirmationId]: { yield: made, scrap, rework } };
  const { reported } = order;
  const plus = (a: string, b: string): string => new Decimal(a).plus(b).toFixed();
  order.reported = {
    yield: plus(reported.yield, made),
    scrap: plus(reported.scrap, scrap),
    rework: plus(reported.rework, rework),
  };
}
