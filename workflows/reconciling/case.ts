import type { ComparisonLine, ReconciledItem } from '../../contracts/entities/reconciliation.js';
import type { PlantPolicy } from '../../contracts/policy.js';
import type { reconciliationCase, ReconciliationCaseInput } from '../../contracts/processes/reconciliation-case.js';
import { decimal } from '../../decisions/arithmetic.js';
import { plantDay } from '../../decisions/plant-time.js';
import { causesOf, type Finding } from '../../decisions/reconciliation/causes.js';
import { isDifference } from '../../decisions/reconciliation/compare.js';
import type { Count } from '../../decisions/reconciliation/count.js';
import { decide, type Verdict } from '../../decisions/reconciliation/decide.js';
import { keyText } from '../../decisions/reconciliation/key.js';
import { isPeriodEnd } from '../../decisions/reconciliation/period-end.js';
import { erp, now, type openRun, wms } from '../kit/index.js';
import { comparedAgain } from './sides.js';

export type Kit = ReturnType<typeof openRun<typeof reconciliationCase>>;

/** What a case knows, shared by its parts. */
export interface Case {
  readonly kit: Kit;
  readonly input: ReconciliationCaseInput;
  readonly policy: PlantPolicy;
  readonly items: Record<string, ReconciledItem>;
  /** Names what is asked for and posted here among all cases that the key ever has. */
  readonly mark: string;
  /** As both sides were read last. */
  lines: ComparisonLine[];
  counts: Count[];
  countings: number;
  corrections: number;
  /** Who has counted, also where it is counted anew. */
  readonly counters: Set<string>;
}

/** Each of its keys as both sides have it now. */
export async function readAgain({ kit, input, policy, items, lines }: Case): Promise<ComparisonLine[]> {
  const { plant } = input;
  const names = [...new Set(lines.map(({ key }) => key.item))];
  const since = new Date(Date.now() - policy.reconciliation.countWithinMs).toISOString();
  const { lines: found } = await comparedAgain(policy, items, names, since, {
    inBooks: (item) => kit.step('read in books', erp.readStock({ plant, item }), { entity: item }),
    inWarehouse: (item) => kit.step('read in warehouse', wms.readStock({ plant, item }), { entity: item }),
  });
  return lines.map((line) => found.find(({ key }) => keyText(key) === keyText(line.key)) ?? nothingThere(line));
}

/** Neither side has any of it. */
const nothingThere = (line: ComparisonLine): ComparisonLine => ({
  ...line,
  ...{ book: '0', physical: '0', inFlight: '0', expected: '0', difference: '0', explainedBy: [], inDoubt: [] },
});

/** Of the key that the case is about; what else has come up is the next run's. */
export function findingOf({ lines, items }: Case): Finding | undefined {
  const [first] = lines;
  const findings = causesOf(lines.filter(isDifference), [], items);
  return (
    findings.find((one) => one.lines.some(({ key }) => first && keyText(key) === keyText(first.key))) ?? findings[0]
  );
}

export function verdictOn({ input, policy, items, counts }: Case, finding: Finding): Verdict {
  const { rules, daysOff } = policy.reconciliation;
  const day = plantDay(now(), policy.zone);
  const facts = { underCount: false, onHold: false, correctedAt: input.correctedAt };
  const verdict = decide(finding, {
    ...{ items, policy: rules, counts },
    run: { lowTrust: input.lowTrust, isPeriodEnd: isPeriodEnd(day, rules.periodEnd, daysOff), now: now() },
    keys: new Map(finding.lines.map(({ key }) => [keyText(key), facts])),
  });
  const isBeyond = verdict.decision === 'AUTO_CORRECT' && !isWithin(verdict, input.automaticUpTo);
  if (!isBeyond) return verdict;
  return { ...verdict, decision: 'REQUEST_APPROVAL', rule: 'PLANT_DAY_CAP', approval: 'INVENTORY_CONTROL' };
}

/** Its share of the plant's day was found for this much. */
const isWithin = ({ value }: Verdict, most: string | undefined): boolean =>
  value !== undefined && most !== undefined && decimal(value.amount).lte(most);

export function impactOf({ lines: [line] }: Finding, { value }: Verdict) {
  return {
    orders: [],
    quantity: { value: decimal(line.difference).abs().toFixed(), uom: line.uom },
    ...(value && { inventoryMisstatement: value }),
    confidence: value ? ('EXACT' as const) : ('UNKNOWN' as const),
  };
}
