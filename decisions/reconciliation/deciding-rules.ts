import type {
  AbcClass,
  ApprovalLevel,
  DecidingRule,
  LineDecision,
  NeverAutomatic,
  ReconciliationPolicy,
} from '../../contracts/entities/reconciliation.js';
import type { Money } from '../../contracts/quantity.js';
import { decimal } from '../arithmetic.js';
import type { Finding } from './causes.js';
import type { Correction } from './correction.js';
import { type Counted, isSame } from './count.js';
import { keyText } from './key.js';

/** A finding, and all that decides what becomes of it. */
export interface Question {
  finding: Finding;
  forbidden: NeverAutomatic[];
  counted: readonly Counted[];
  correction: Correction | undefined;
  worth: Money | undefined;
  isTolerable: boolean;
  abc: AbcClass;
  policy: ReconciliationPolicy;
}

export interface Answer {
  decision: LineDecision;
  rule: DecidingRule;
}

/** The first that has an answer decides; what none of them settles needs approval. */
const rules: ((question: Question) => Answer | undefined)[] = [
  awaitWhatIsUnderWay,
  escalate,
  correct,
  tolerate,
  leaveLotsToQuality,
  countFirst,
];

export const answerTo = (question: Question): Answer =>
  rules.map((rule) => rule(question)).find((answer) => answer !== undefined) ?? approve(question);

function awaitWhatIsUnderWay({ forbidden }: Question): Answer | undefined {
  const rule = (['UNDER_COUNT', 'ON_HOLD', 'POSTING_IN_DOUBT'] as const).find((one) => forbidden.includes(one));
  return rule && { decision: 'AWAIT', rule };
}

/** A key that is wrong again and again, or a count that says otherwise than the cause, is more than one difference. */
function escalate({ finding, forbidden, counted, correction }: Question): Answer | undefined {
  if (forbidden.includes('CORRECTED_OFTEN')) return { decision: 'ESCALATE', rule: 'CORRECTED_OFTEN' };
  if (!correction || finding.cause === 'UNEXPLAINED') return undefined;
  const contradicts = finding.lines.some((line, index) => {
    const count = counted[index];
    if (count?.is !== 'COUNTED') return false;
    const inWarehouse = correction.effects.find(
      ({ system, key }) => system === line.physicalSystem && keyText(key) === keyText(line.key),
    );
    return !isSame(inWarehouse?.after ?? line.physical, count.value, line);
  });
  return contradicts ? { decision: 'ESCALATE', rule: 'COUNT_CONTRADICTS' } : undefined;
}

function correct({ finding, forbidden, isTolerable, correction, worth, abc, policy }: Question): Answer | undefined {
  if (forbidden.length > 0 || !isTolerable || !correction || !worth) return undefined;
  const { automaticUpTo, toleranceAmount } = policy.classes[abc];
  if (decimal(worth.amount).gt(automaticUpTo ?? toleranceAmount)) return undefined;
  if (automaticUpTo !== undefined) return { decision: 'AUTO_CORRECT', rule: 'WITHIN_AUTOMATIC_LIMIT' };
  const isProvenMissing = finding.cause === 'MISSING_POSTING' && finding.proven;
  return isProvenMissing ? { decision: 'AUTO_CORRECT', rule: 'MISSING_POSTING_PROVEN' } : undefined;
}

/** Whose stock it is, or what it may do to people, is no matter of how much. */
const neverTolerated: readonly NeverAutomatic[] = [
  'LOT_OR_SERIAL_MISMATCH',
  'REGULATED',
  'CUSTOMER_OWNED',
  'CONSIGNMENT',
];

/** A difference with a cause is mended, however small: only what nothing explains may be let be. */
function tolerate({ finding, forbidden, isTolerable }: Question): Answer | undefined {
  if (finding.cause !== 'UNEXPLAINED' || !isTolerable) return undefined;
  if (neverTolerated.some((rule) => forbidden.includes(rule))) return undefined;
  return { decision: 'TOLERATE', rule: 'WITHIN_TOLERANCE' };
}

/** Which lot or piece it is, a count of quantities does not say. */
function leaveLotsToQuality({ finding: { cause } }: Question): Answer | undefined {
  if (cause !== 'LOT_SWAP' && cause !== 'SERIAL_MISMATCH') return undefined;
  return { decision: 'REQUEST_APPROVAL', rule: 'LOT_OR_SERIAL_MISMATCH' };
}

function countFirst({ finding, counted, worth, abc, policy }: Question): Answer | undefined {
  if (counted.some((one) => one.is === 'COUNT_ONCE_MORE'))
    return { decision: 'REQUEST_COUNT', rule: 'COUNT_ONCE_MORE' };
  if (counted.every((one) => one.is === 'COUNTED')) return undefined;
  if (!worth || decimal(worth.amount).gt(policy.countFirstAbove))
    return { decision: 'REQUEST_COUNT', rule: worth ? 'COUNT_FIRST_VALUE' : 'VALUE_UNKNOWN' };
  if (abc === 'A') return { decision: 'REQUEST_COUNT', rule: 'COUNT_FIRST_A_ITEM' };
  if (finding.cause === 'UNEXPLAINED') return { decision: 'REQUEST_COUNT', rule: 'COUNT_FIRST_UNEXPLAINED' };
  return undefined;
}

function approve({ forbidden: [first], isTolerable }: Question): Answer {
  return { decision: 'REQUEST_APPROVAL', rule: first ?? (isTolerable ? 'ABOVE_AUTOMATIC_LIMIT' : 'OUT_OF_TOLERANCE') };
}

/** Who may say yes to it. */
export function approvalFor({ worth, abc, policy }: Question): ApprovalLevel {
  if (!worth) return 'FINANCE_AND_PLANT_CONTROLLER';
  const isForFinance = decimal(worth.amount).gt(policy.classes[abc].inventoryApprovesUpTo);
  return isForFinance ? 'FINANCE_AND_PLANT_CONTROLLER' : 'INVENTORY_CONTROL';
}
