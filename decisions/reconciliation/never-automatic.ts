import {
  neverAutomatic,
  type NeverAutomatic,
  type ReconciledItem,
  type StockKey,
} from '../../contracts/entities/reconciliation.js';
import type { Money } from '../../contracts/quantity.js';
import { decimal } from '../arithmetic.js';
import type { Finding } from './causes.js';
import type { Correction } from './correction.js';

export interface RunFacts {
  /** Of a run that had to do with less than whole snapshots as of one instant. */
  lowTrust: boolean;
  isPeriodEnd: boolean;
  /** Instant, UTC. */
  now: string;
}

/** What is known of a key beside its balances. */
export interface KeyFacts {
  underCount: boolean;
  onHold: boolean;
  /** Instants, UTC. */
  correctedAt: readonly string[];
}

export interface Circumstances {
  run: RunFacts;
  /** Of the keys of the finding. */
  keys: readonly KeyFacts[];
  /** Of the finding; undefined is one that nobody knows. */
  items: readonly (ReconciledItem | undefined)[];
  worth: Money | undefined;
  correctedOften: { times: number; days: number };
}

/** Everything that forbids to correct without a person, in one order (domain: never automatic). */
export function whatForbids(
  finding: Finding,
  correction: Correction | undefined,
  { run, keys, items, worth, correctedOften }: Circumstances,
): NeverAutomatic[] {
  const touched = [...finding.lines, ...(correction?.moves ?? [])].map(({ key }) => key);
  const isOwnedBy = (owner: StockKey['owner']): boolean => touched.some((key) => key.owner === owner);
  const holds: Record<NeverAutomatic, boolean> = {
    LOT_OR_SERIAL_MISMATCH: isMismatch(finding),
    RELEASES_STOCK: correction !== undefined && releasesStock(correction),
    NEGATIVE_RESULT: correction?.effects.some(({ after }) => decimal(after).lt(0)) ?? false,
    REGULATED: items.some((item) => item?.regulated ?? true),
    CUSTOMER_OWNED: isOwnedBy('CUSTOMER'),
    CONSIGNMENT: isOwnedBy('VENDOR'),
    UNDER_COUNT: keys.some(({ underCount }) => underCount),
    ON_HOLD: keys.some(({ onHold }) => onHold),
    LOW_TRUST: run.lowTrust,
    CORRECTED_OFTEN: keys.some((key) => wasCorrectedOften(key, run.now, correctedOften)),
    PERIOD_END: run.isPeriodEnd,
    POSTING_IN_DOUBT: finding.lines.some(({ inDoubt }) => inDoubt.length > 0),
    CAUSE_NOT_PROVEN: !finding.proven,
    PAIR_NOT_UNIQUE: !finding.unique,
    WAREHOUSE_AT_FAULT: isWarehouseAtFault(finding),
    VALUE_UNKNOWN: worth === undefined,
  };
  return neverAutomatic.filter((rule) => holds[rule]);
}

const DAY_MS = 86_400_000;

function wasCorrectedOften({ correctedAt }: KeyFacts, now: string, { times, days }: Circumstances['correctedOften']) {
  const since = Date.parse(now) - days * DAY_MS;
  return correctedAt.filter((at) => Date.parse(at) >= since).length >= times;
}

const isMismatch = ({ cause, lines, otherLots }: Finding): boolean =>
  cause === 'LOT_SWAP' ||
  cause === 'SERIAL_MISMATCH' ||
  otherLots ||
  lines.some(({ serials }) => serials !== undefined && serials.onlyBook.length > 0 && serials.onlyPhysical.length > 0);

/** Stock leaves inspection or a block, and may be used: nobody but quality says so. */
const releasesStock = ({ moves }: Correction): boolean =>
  moves.some(
    (from) =>
      decimal(from.change).lt(0) &&
      from.key.status !== 'UNRESTRICTED' &&
      moves.some((to) => decimal(to.change).gt(0) && to.key.status === 'UNRESTRICTED' && to.key.item === from.key.item),
  );

/** That the warehouse lacks a document, or has it otherwise, is no proof that it did not happen; what it has twice is. */
const isWarehouseAtFault = ({ cause, wrongIn, lines: [line] }: Finding): boolean =>
  (cause === 'MISSING_POSTING' || cause === 'REVERSAL_MISSED' || cause === 'UOM_ERROR') &&
  wrongIn === line.physicalSystem;
