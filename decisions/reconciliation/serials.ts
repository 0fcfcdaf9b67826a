import type { ComparisonLine } from '../../contracts/entities/reconciliation.js';
import { byText } from './key.js';

/**
 * Serial numbers that only one side has, once what is under way is counted; undefined where a side keeps none. As many
 * pieces on both sides are not the same pieces.
 */
export function compareSerials(
  book: readonly string[] | undefined,
  physical: readonly string[] | undefined,
  underWay: { come: readonly string[]; gone: readonly string[] } | undefined,
): ComparisonLine['serials'] {
  if (!book || !physical || !underWay) return undefined;
  const expected = new Set([...book, ...underWay.come]);
  for (const serial of underWay.gone) expected.delete(serial);
  const there = new Set(physical);
  return {
    onlyBook: [...expected].filter((serial) => !there.has(serial)).sort(byText),
    onlyPhysical: [...there].filter((serial) => !expected.has(serial)).sort(byText),
  };
}

export const hasOtherSerials = ({ serials }: ComparisonLine): boolean =>
  serials !== undefined && serials.onlyBook.length + serials.onlyPhysical.length > 0;
