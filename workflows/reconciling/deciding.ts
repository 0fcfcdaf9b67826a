import type { ReconciledItem } from '../../contracts/entities/reconciliation.js';
import { runId } from '../../contracts/ids.js';
import type {
  inventoryReconciliation,
  InventoryReconciliationInput,
} from '../../contracts/processes/inventory-reconciliation.js';
import {
  reconciliationCase as contract,
  type ReconciliationCaseInput,
} from '../../contracts/processes/reconciliation-case.js';
import { decimal, minus } from '../../decisions/arithmetic.js';
import { plantDay } from '../../decisions/plant-time.js';
import type { Finding } from '../../decisions/reconciliation/causes.js';
import { withinPlantDay } from '../../decisions/reconciliation/day-cap.js';
import { decide, type Verdict } from '../../decisions/reconciliation/decide.js';
import { keyText } from '../../decisions/reconciliation/key.js';
import { isPeriodEnd } from '../../decisions/reconciliation/period-end.js';
import { now, type openRun } from '../kit/index.js';
import { beginRelated } from '../kit/related.js';
import { reconciliationCase } from '../reconciliation-case.js';
import type { CaseBook } from './case-book.js';
import { caseNoOf, decidedLine } from './findings.js';
import { readReconciled } from './stores.js';

type Kit = ReturnType<typeof openRun<typeof inventoryReconciliation>>;

export interface Deciding {
  input: InventoryReconciliationInput;
  asOf: string;
  items: Record<string, ReconciledItem>;
  isLowTrust: boolean;
  cases: CaseBook;
}

/** Every difference that stayed is decided about, within the plant's day; what is not let be goes on as a case of its own. */
export async function decideAbout(kit: Kit, about: Deciding, findings: readonly Finding[]): Promise<void> {
  const { input, items, isLowTrust } = about;
  const { company, plant, policy } = input;
  const { rules, daysOff } = policy.reconciliation;
  const day = plantDay(now(), policy.zone);
  const caseNos = findings.map(({ lines: [line] }) => caseNoOf(line));
  const known = await readReconciled({ company, plant, day, caseNos });
  const verdictOn = (finding: Finding, caseNo: string): Verdict =>
    decide(finding, {
      ...{ items, policy: rules, counts: [] },
      run: { lowTrust: isLowTrust, isPeriodEnd: isPeriodEnd(day, rules.periodEnd, daysOff), now: now() },
      keys: new Map(
        finding.lines.map(({ key }) => [
          keyText(key),
          { underCount: false, onHold: false, correctedAt: known.cases[caseNo]?.correctedAt ?? [] },
        ]),
      ),
    });
  const fresh = findings
    .map((finding, index) => ({ finding, caseNo: caseNos[index] ?? '' }))
    .filter(({ caseNo }) => !known.cases[caseNo]?.isOpen);
  const own = fresh.map(({ finding, caseNo }) => verdictOn(finding, caseNo));
  const { verdicts, today } = withinPlantDay(own, known.today, rules);
  const corrected = minus(today.corrected, known.today.corrected);
  kit.note({ type: 'plant-day', at: now(), day, corrected: cents(corrected), isOver: today.isOver });
  for (const [index, { finding, caseNo }] of fresh.entries()) {
    const verdict = verdicts[index];
    if (verdict) await follow(kit, about, finding, verdict, known.cases[caseNo]?.correctedAt ?? []);
  }
}

const cents = (value: string): string => decimal(value).toFixed(2);

async function follow(
  kit: Kit,
  { input, items, isLowTrust, cases }: Deciding,
  finding: Finding,
  verdict: Verdict,
  correctedAt: string[],
): Promise<void> {
  const [first] = finding.lines;
  const caseNo = caseNoOf(first);
  const isCase = verdict.decision !== 'TOLERATE';
  for (const line of finding.lines)
    kit.note({ type: 'stock-line', at: now(), line: decidedLine(line, finding, verdict, isCase ? { caseNo } : {}) });
  if (!isCase) return;
  const { company, plant, policy } = input;
  const isAutomatic = verdict.decision === 'AUTO_CORRECT';
  if (isAutomatic) cases.expect(caseNo);
  const begun = await begin({
    ...{ company, plant, caseNo, runId: kit.run.id, lines: finding.lines, items: itemsOf(finding, items) },
    ...{ lowTrust: isLowTrust, correctedAt, policy },
    ...(isAutomatic && verdict.value && { automaticUpTo: verdict.value.amount }),
  });
  if (!begun) cases.hear({ caseNo, state: 'OPEN' });
  kit.note({ type: 'related', at: now(), runId: caseRunOf(input, caseNo), what: 'reconciliation case' });
}

const itemsOf = ({ lines }: Finding, items: Record<string, ReconciledItem>): Record<string, ReconciledItem> =>
  Object.fromEntries(lines.flatMap(({ key }) => (items[key.item] ? [[key.item, items[key.item]]] : []))) as Record<
    string,
    ReconciledItem
  >;

const caseRunOf = ({ company, plant }: Pick<ReconciliationCaseInput, 'company' | 'plant'>, caseNo: string): string =>
  runId({ process: contract.process, company, plant, key: caseNo });

/** A key that was settled before may differ again: its case begins anew. @returns false where it is open already */
function begin(input: ReconciliationCaseInput): Promise<boolean> {
  const { company, plant, caseNo } = input;
  const key = { process: contract.process, company, plant, key: caseNo };
  return beginRelated(reconciliationCase, key, contract.firstState, input, 'ALLOW_DUPLICATE');
}
