import type { AbcClass, ComparisonLine, ReconciliationPolicy } from '../../contracts/entities/reconciliation.js';
import type { Decimal } from '../../contracts/quantity.js';
import { decimal } from '../arithmetic.js';
import type { Comparison } from './compare.js';
import { type Items, ownEntry } from './place.js';
import { isWithinTolerance, worthOf } from './tolerance.js';

/** Shares of one, with six decimals; a share of nothing is absent. */
export interface Accuracy {
  keys: number;
  withinTolerance: number;
  record?: Decimal;
  byClass: Partial<Record<AbcClass, Decimal>>;
  /** 1 − Σ|Δ| × cost ÷ Σ book. */
  grossValue?: Decimal;
  /** 1 − |ΣΔ × cost| ÷ Σ book. */
  netValue?: Decimal;
  /** Keys whose value is not known, and that the value accuracies therefore leave out. */
  withoutValue: number;
}

/**
 * How well the records agree with what is there, what is under way set aside; undefined where a snapshot was not whole
 * (domain: inventory record accuracy). A key of which neither side has anything is no record.
 */
export function accuracyOf(
  { lines, lowTrust }: Pick<Comparison, 'lines' | 'lowTrust'>,
  items: Items,
  policy: ReconciliationPolicy,
): Accuracy | undefined {
  if (lowTrust.includes('PARTIAL')) return undefined;
  const records = lines.filter(({ book, physical, expected }) =>
    [book, physical, expected].some((value) => !decimal(value).isZero()),
  );
  const isRight = (line: ComparisonLine): boolean => isWithinTolerance(line, ownEntry(items, line.key.item), policy);
  const withinTolerance = records.filter(isRight).length;
  const record = shareOf(withinTolerance, records.length);
  const classes = (['A', 'B', 'C'] as const).flatMap((abc) => {
    const ofClass = records.filter(({ key }) => ownEntry(items, key.item)?.abc === abc);
    const share = shareOf(ofClass.filter(isRight).length, ofClass.length);
    return share === undefined ? [] : [[abc, share] as const];
  });
  return {
    keys: records.length,
    withinTolerance,
    ...(record !== undefined && { record }),
    byClass: Object.fromEntries(classes),
    ...valueAccuracy(records, items, policy),
  };
}

const shareOf = (part: number, whole: number): Decimal | undefined =>
  whole === 0 ? undefined : decimal(part).div(whole).toFixed(6);

function valueAccuracy(records: readonly ComparisonLine[], items: Items, policy: ReconciliationPolicy) {
  let book = decimal(0);
  let gross = decimal(0);
  let net = decimal(0);
  let withoutValue = 0;
  for (const { key, book: inBooks, difference } of records) {
    const item = ownEntry(items, key.item);
    const cost = item?.standardCost;
    if (!item || !cost || !worthOf('1', item, policy)) {
      withoutValue += 1;
      continue;
    }
    const worth = (value: string) => decimal(value).times(cost.amount).div(item.priceUnit);
    book = book.plus(worth(inBooks));
    gross = gross.plus(worth(difference).abs());
    net = net.plus(worth(difference));
  }
  const accuracy = (off: typeof book): Decimal => decimal(1).minus(off.div(book)).toFixed(6);
  return book.gt(0) ? { grossValue: accuracy(gross), netValue: accuracy(net.abs()), withoutValue } : { withoutValue };
}
