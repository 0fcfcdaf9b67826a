import type { MovementLine, MovementType, StockStatus } from '../contracts/entities/documents.js';
import { NO_LOT, type StockKey } from '../contracts/entities/reconciliation.js';
import { decimal } from './arithmetic.js';
import type { Correction, Effect } from './reconciliation/correction.js';

/** From which status to which an ERP has a movement of its own; the others take two, which people make. */
const statusMoves: Partial<Record<`${StockStatus} ${StockStatus}`, MovementType>> = {
  'UNRESTRICTED BLOCKED': 'BLOCK',
  'BLOCKED UNRESTRICTED': 'UNBLOCK',
  'QUALITY UNRESTRICTED': 'QUALITY_RELEASE',
  'QUALITY BLOCKED': 'QUALITY_BLOCK',
};

/**
 * The movements that make a correction in the books; undefined where it is not one document of theirs: what is to be
 * replayed or reversed belongs to its own process, and what the warehouse has wrong is mended there.
 */
export function movementsFor({ how, effects }: Correction, books: string, uom: string): MovementLine[] | undefined {
  if (effects.length === 0 || effects.some(({ system }) => system !== books)) return undefined;
  if (how === 'ADJUST') return effects.map((effect, index) => adjusted(effect, String(index + 1), uom));
  if (how !== 'TRANSFER') return undefined;
  const from = effects.find(({ change }) => decimal(change).lt(0));
  const to = effects.find(({ change }) => decimal(change).gt(0));
  const line = from && to && transferred(from, to, uom);
  return line && [line];
}

const adjusted = ({ key, change }: Effect, line: string, uom: string): MovementLine => ({
  ...{ line, type: decimal(change).gt(0) ? 'COUNT_GAIN' : 'COUNT_LOSS', ...placeOf(key), status: key.status },
  quantity: { value: decimal(change).abs().toFixed(), uom },
});

function transferred({ key: from, change }: Effect, { key: to }: Effect, uom: string): MovementLine | undefined {
  const line = { line: '1', ...placeOf(from), quantity: { value: decimal(change).abs().toFixed(), uom } };
  const isFree = from.status === 'UNRESTRICTED' && to.status === 'UNRESTRICTED';
  if (from.lot !== to.lot) return isFree ? { ...line, type: 'LOT_CHANGE', toLot: to.lot } : undefined;
  if (from.locationGroup !== to.locationGroup)
    return isFree ? { ...line, type: 'TRANSFER', toLocation: to.locationGroup } : undefined;
  const type = statusMoves[`${from.status} ${to.status}`];
  return type && { ...line, type };
}

const placeOf = ({ item, lot, locationGroup }: StockKey) => ({
  ...{ item, location: locationGroup },
  ...(lot !== NO_LOT && { lot }),
});
