import type { MovementLine } from '../contracts/entities/documents.js';
import type { Trouble } from '../contracts/errors.js';
import type { Impact } from '../contracts/view.js';
import { usesBlockedLot } from '../decisions/blocked-lots.js';
import { erp } from './kit/index.js';
import type { About, Kit } from './short-lines.js';

/** Those of these lines whose lot is blocked, as the books have it now. */
export async function blockedOf(kit: Kit, { plant }: About, lines: readonly MovementLine[]): Promise<MovementLine[]> {
  const withLot = lines.filter(({ lot }) => lot !== undefined);
  const blocked: MovementLine[] = [];
  for (const item of new Set(withLot.map((line) => line.item))) {
    const balances = await kit.step('see lots', erp.readStock({ plant, item }), { entity: item });
    blocked.push(...withLot.filter((line) => line.item === item && usesBlockedLot(line, balances)));
  }
  return blocked;
}

export const lotTrouble = ({ item, lot = '' }: MovementLine): Trouble => ({
  code: 'B-LOT-STATUS',
  text: `lot ${lot} of ${item} is blocked, and was used all the same`,
  applied: 'no',
});

/**
 * What of a confirmation waits for quality: that it was used is a fact, whether it may stand in the books is not ours to
 * say. It is worth what was made of it, and holds up the deliveries that are to have some of that.
 */
export async function blockedLines(
  kit: Kit,
  { plant }: About,
  blocked: readonly MovementLine[],
  movements: readonly MovementLine[],
  impactOf: (lines: MovementLine[]) => Impact,
): Promise<{ movement: MovementLine; trouble: Trouble; impact: Impact }[]> {
  const receipts = movements.filter((line) => line.line === 'receipt');
  const { item, lot } = receipts[0] ?? {};
  const own = impactOf(receipts);
  const isKept = item !== undefined && lot !== undefined;
  const use = isKept && (await kit.step('see where it went', erp.readLotUse({ plant, item, lot }), { entity: lot }));
  const deliveries = use ? use.deliveries.map(({ deliveryNo }) => deliveryNo) : [];
  const impact = { ...own, orders: [...own.orders, ...deliveries] };
  return blocked.map((movement) => ({ movement, trouble: lotTrouble(movement), impact }));
}
