import type { SnapshotLine, StockMovement, StockSnapshot } from '../../contracts/entities/stock-snapshot.js';
import { decimal } from '../arithmetic.js';
import { byText } from './key.js';
import { gapsOf } from './snapshot-gaps.js';

/**
 * Stock as of an instant, of a system that only tells what it has now: two reads around the instant, and the movements
 * between them. What was read last is taken back to the instant, if the movements lead from the one read to the
 * other; if they do not, something is missing from them, and what was read last stays what it is: of now.
 * @param between everything that is in the later read and not in the earlier one
 */
export function rollBack(
  earlier: StockSnapshot,
  later: StockSnapshot,
  between: readonly StockMovement[],
  asOf: string,
): StockSnapshot {
  const instant = Date.parse(asOf);
  if (instant < Date.parse(earlier.asOf) || instant > Date.parse(later.asOf)) return later;
  const forward = balancesOf([...earlier.lines, ...between.map(({ line }) => line)]);
  if (!isSame(forward, balancesOf(later.lines))) return later;
  const isAfter = ({ at }: StockMovement): boolean => Date.parse(at) > instant;
  const last = between
    .filter((one) => !isAfter(one))
    .sort((a, b) => orderOf(a, b))
    .at(-1);
  const known = last ? markOf(last) : earlier.watermark;
  return {
    snapshotId: later.snapshotId,
    system: later.system,
    plant: later.plant,
    asOf,
    basis: 'ROLLED_BACK',
    ...(known && { watermark: known }),
    complete: [earlier, later].every((read) => gapsOf(read).length === 0),
    lines: [...balancesOf([...later.lines, ...between.filter(isAfter).map(({ line }) => undone(line))]).values()],
  };
}

const markOf = ({ movementId, position, at }: StockMovement) => ({
  movementId,
  ...(position !== undefined && { position }),
  at,
});

function orderOf(one: StockMovement, other: StockMovement): number {
  if (one.position !== undefined && other.position !== undefined) return decimal(one.position).cmp(other.position);
  return Date.parse(one.at) - Date.parse(other.at);
}

const undone = (line: SnapshotLine): SnapshotLine => ({
  ...line,
  quantity: { ...line.quantity, value: decimal(line.quantity.value).neg().toFixed() },
});

/** By place, lot, status, owner and unit; what came to nothing is left out. */
function balancesOf(lines: readonly SnapshotLine[]): Map<string, SnapshotLine> {
  const balances = new Map<string, SnapshotLine>();
  for (const line of lines) {
    const { item, lot, location, status, owner, quantity } = line;
    const text = JSON.stringify([item, lot ?? '', location, status, owner, quantity.uom]);
    const before = balances.get(text);
    const value = decimal(before?.quantity.value ?? 0).plus(quantity.value);
    const serials = serialsAfter(before?.serials, line);
    const { serials: _, ...place } = line;
    balances.set(text, {
      ...place,
      quantity: { value: value.toFixed(), uom: quantity.uom },
      ...(serials && { serials }),
    });
  }
  return new Map(
    [...balances]
      .filter(([, { quantity }]) => !decimal(quantity.value).isZero())
      .sort(([one], [other]) => byText(one, other)),
  );
}

/** What comes brings its serial numbers, and what goes takes them along. */
function serialsAfter(before: string[] | undefined, { serials, quantity }: SnapshotLine): string[] | undefined {
  if (!serials) return before;
  if (decimal(quantity.value).lt(0)) return (before ?? []).filter((one) => !serials.includes(one));
  return [...new Set([...(before ?? []), ...serials])].sort(byText);
}

const isSame = (one: Map<string, SnapshotLine>, other: Map<string, SnapshotLine>): boolean =>
  one.size === other.size &&
  [...one].every(([text, line]) => {
    const there = other.get(text);
    if (!there || !decimal(there.quantity.value).eq(line.quantity.value)) return false;
    return JSON.stringify(there.serials) === JSON.stringify(line.serials);
  });
