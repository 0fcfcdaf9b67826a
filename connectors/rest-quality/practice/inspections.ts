import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { type Answer, checked, hash, Refusal } from '../../../practice/rest-counterpart.js';

const word = z.string().min(1).max(200);

const inspectionBody = z.object({
  ...{ plant: word, inboundDeliveryNo: word, item: word, lot: word.optional(), supplier: word },
  qty: z.object({ value: z.string().regex(/^\d{1,13}(\.\d{1,6})?$/), uom: word }),
});

type InspectionBody = z.infer<typeof inspectionBody>;

/** What the laboratory says: nothing is accepted, rejected or used up of what it does not name. */
export interface Verdict {
  accepted?: string;
  rejected?: string;
  destroyed?: string;
  code?: string;
  by?: string;
  /** An instant; now, unless told. */
  at?: string;
  /** Whether its quantities add up or not. */
  force?: boolean;
}

export interface PracticeDecision {
  code: string;
  decidedAt: string;
  decidedBy: string;
  accepted: InspectionBody['qty'];
  rejected: InspectionBody['qty'];
  destroyed: InspectionBody['qty'];
}

export interface PracticeInspection extends InspectionBody {
  inspectionNo: string;
  /** The oldest first; a good system has one, and the last one is what it shows. */
  decisions: PracticeDecision[];
  idempotencyKey: string;
}

/** What is to be inspected, and what was decided about it. */
export class Inspections {
  readonly inspections = new Map<string, PracticeInspection>();
  /** As often as each was taken for a new one. */
  readonly taken: string[] = [];

  /** @throws Error when there is none */
  known(inspectionNo: string): PracticeInspection {
    const inspection = this.inspections.get(inspectionNo);
    if (!inspection) throw new Error(`no inspection ${inspectionNo}`);
    return inspection;
  }

  put(inspectionNo: string, content: unknown, key: string): Answer {
    const body = checked(inspectionBody, content);
    const before = this.inspections.get(inspectionNo);
    if (before && contentOf(before) !== contentOf(body))
      throw new Refusal(409, 'INSPECTION_KNOWN', `Inspection ${inspectionNo} is known with another content`, before);
    if (before) return { status: 200, body: shown(before) };
    const inspection = { inspectionNo, ...body, decisions: [], idempotencyKey: key };
    this.taken.push(inspectionNo);
    this.inspections.set(inspectionNo, inspection);
    return { status: 201, body: shown(inspection) };
  }

  show(inspectionNo: string): Answer {
    const inspection = this.inspections.get(inspectionNo);
    if (!inspection) throw new Refusal(404, 'INSPECTION_UNKNOWN', `There is no inspection ${inspectionNo}`);
    return { status: 200, body: shown(inspection) };
  }

  /** Final, as it should be: the same once more changes nothing. @throws Error for another one, or a wrong sum */
  decide(inspectionNo: string, verdict: Verdict): PracticeInspection {
    const inspection = this.known(inspectionNo);
    const [first] = inspection.decisions;
    const decision = decisionOf(inspection, verdict);
    if (first && splitOf(first) !== splitOf(decision)) throw new Error(`${inspectionNo} is decided: ${splitOf(first)}`);
    if (!first) inspection.decisions.push(decision);
    return inspection;
  }

  /** As a badly behaved system does: what was final becomes something else. @throws Error for a wrong sum */
  decideAgain(inspectionNo: string, verdict: Verdict): PracticeInspection {
    const inspection = this.known(inspectionNo);
    inspection.decisions.push(decisionOf(inspection, verdict));
    return inspection;
  }
}

/** What others see of it. */
function shown({ decisions, ...inspection }: PracticeInspection) {
  const decision = decisions.at(-1);
  return { ...inspection, ...(decision && { decision }) };
}

function decisionOf({ inspectionNo, qty }: PracticeInspection, verdict: Verdict): PracticeDecision {
  const { accepted = '0', rejected = '0', destroyed = '0', force = false } = verdict;
  const { by = 'practice laboratory', at = new Date().toISOString() } = verdict;
  const parts = [accepted, rejected, destroyed].map((part) => new Decimal(part));
  const sum = parts.reduce((total, part) => total.plus(part), new Decimal(0));
  if (parts.some((part) => part.lt(0))) throw new Error('a quantity cannot be less than nothing');
  if (!force && !sum.eq(qty.value))
    throw new Error(`${sum.toFixed()} of ${inspectionNo} are decided, ${qty.value} were inspected`);
  const as = (value: string) => ({ value, uom: qty.uom });
  return {
    code: verdict.code ?? (new Decimal(accepted).gt(0) ? 'ACCEPT' : 'REJECT'),
    ...{ decidedAt: at, decidedBy: by },
    ...{ accepted: as(accepted), rejected: as(rejected), destroyed: as(destroyed) },
  };
}

const splitOf = ({ accepted, rejected, destroyed }: PracticeDecision): string =>
  [accepted, rejected, destroyed].map(({ value }) => new Decimal(value).toFixed()).join(', ');

const contentOf = ({ plant, inboundDeliveryNo, item, lot, supplier, qty }: InspectionBody): string =>
  hash([plant, inboundDeliveryNo, item, lot, supplier, qty]);
