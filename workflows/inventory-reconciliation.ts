import type { ComparisonLine, ReconciledItem } from '../contracts/entities/reconciliation.js';
import type { StockSnapshot } from '../contracts/entities/stock-snapshot.js';
import { idSegment } from '../contracts/ids.js';
import {
  inventoryReconciliation as contract,
  type InventoryReconciliationInput,
} from '../contracts/processes/inventory-reconciliation.js';
import type { RunView } from '../contracts/view.js';
import { cutOffOf } from '../decisions/cut-off.js';
import { fingerprint } from '../decisions/fingerprint.js';
import { accuracyOf } from '../decisions/reconciliation/accuracy.js';
import { causesOf } from '../decisions/reconciliation/causes.js';
import { type Comparison, isDifference } from '../decisions/reconciliation/compare.js';
import { explanationOf } from '../decisions/reconciliation/line-state.js';
import { settle } from '../decisions/reconciliation/settle.js';
import { erp, now, openRun, wms } from './kit/index.js';
import { CaseBook } from './reconciling/case-book.js';
import { decideAbout } from './reconciling/deciding.js';
import { explained } from './reconciling/findings.js';
import { compared, comparedAgain, reconciled, underWayAt } from './reconciling/sides.js';
import { takeSnapshots } from './reconciling/snapshots.js';

const ITEMS_PER_READ = 200;
/** More items than this differ when a feed is broken, not when stock is. */
const DIFFERING_MAX = 500;
const PROBLEMS_SHOWN = 20;

/** Compares the stock of the books and of the warehouse as of a cut-off, and has every difference decided. */
export async function inventoryReconciliation(input: InventoryReconciliationInput): Promise<RunView> {
  const { company, plant, policy, requestedBy } = input;
  const asOf = cutOffOf(input.asOf);
  const cases = new CaseBook();
  const kit = openRun({
    contract,
    policy,
    key: { process: contract.process, company, plant, key: idSegment(input.asOf) },
    onPeer(message) {
      if (message.type === 'case') cases.hear(message.report);
    },
  });
  const { step, enter, note, process } = kit;
  const items: Record<string, ReconciledItem> = {};
  let isLowTrust = false;

  return process(async () => {
    note({ type: 'started', at: now(), by: requestedBy });
    note({ type: 'number', at: now(), kind: 'cut-off', number: input.asOf });
    await untilCutOff();
    const snapshots = await takeSnapshots(kit, policy, asOf);
    if (!snapshots) return enter('ABORTED');
    enter('SNAPSHOTS_IN');
    const first = await compareAll(snapshots);
    const differing = [...new Set(first.lines.filter(isDifference).map(({ key }) => key.item))];
    if (differing.length > DIFFERING_MAX) return enter('ABORTED');
    if (differing.length > 0) await settleAndDecide(first, differing);
    reportAccuracy(first);
    enter('REPORTED');
  }, cancel);

  async function untilCutOff(): Promise<void> {
    while (Date.now() < Date.parse(asOf))
      await kit.pause(() => false, { what: 'the cut-off', from: plant, until: Date.parse(asOf) + 1 });
  }

  async function compareAll(snapshots: { book: StockSnapshot; physical: StockSnapshot }): Promise<Comparison> {
    const { movements, truncated } = await underWayAt(policy, asOf);
    const told = movements.slice(0, ITEMS_PER_READ).map(({ movementId, explainedBy }) => ({
      ...{ movementId, by: 'run' in explainedBy ? explainedBy.run : explainedBy.system },
    }));
    note({ type: 'under-way', at: now(), hash: fingerprint(movements), movements: told, truncated });
    const lines = [...snapshots.book.lines, ...snapshots.physical.lines, ...movements.flatMap((one) => one.changes)];
    await readItems([...new Set(lines.map(({ item }) => item))]);
    enter('NORMALIZED');
    const comparison = compared(policy, items, snapshots, movements);
    isLowTrust = comparison.lowTrust.length > 0 || truncated;
    enter('COMPARED');
    noteComparison(1, comparison);
    for (const line of comparison.lines)
      if (explanationOf(line)) note({ type: 'stock-line', at: now(), line: explained(line) });
    for (const { code, system, item, text } of comparison.problems.slice(0, PROBLEMS_SHOWN))
      note({ type: 'stock-problem', at: now(), code, system, item, text });
    return comparison;
  }

  async function readItems(names: readonly string[]): Promise<void> {
    const sorted = names.toSorted();
    for (let from = 0; from < sorted.length; from += ITEMS_PER_READ) {
      const some = sorted.slice(from, from + ITEMS_PER_READ);
      const found = await step('read items', erp.readItems({ plant, items: some }), { entity: String(from) });
      for (const item of found) items[item.item] = reconciled(item, policy);
    }
  }

  async function settleAndDecide(first: Comparison, differing: string[]): Promise<void> {
    enter('SETTLING');
    await letArrive(first);
    const second = await comparedAgain(policy, items, differing, asOf, {
      inBooks: (item) => step('read in books', erp.readStock({ plant, item }), { entity: item }),
      inWarehouse: (item) => step('read in warehouse', wms.readStock({ plant, item }), { entity: item }),
    });
    enter('RECHECKED');
    noteComparison(2, second);
    const { stays, gone } = settle(first.lines, second.lines);
    for (const line of gone.filter((one) => explanationOf(one)))
      note({ type: 'stock-line', at: now(), line: explained(line) });
    enter('DECIDING');
    const findings = causesOf(stays, [], items, second.customerOwned);
    await decideAbout(kit, { input, asOf, items, isLowTrust, cases }, findings);
    enter('CORRECTING');
    while (!cases.areDone)
      await kit.pause(() => cases.areDone, {
        ...{ what: 'the corrections', from: policy.systems.erp.id },
        until: Date.now() + policy.reconciliation.snapshotWithinMs,
      });
  }

  /** What cannot be read is shown meanwhile; it holds up nothing. */
  async function letArrive({ problems }: Comparison): Promise<void> {
    const settledAt = Date.now() + policy.reconciliation.settleMs;
    const [problem] = problems;
    const text = problem && `${problem.system} ${problem.item}: ${problem.text}; ${problems.length} in all`;
    const question = { code: 'B-REC-SETUP' as const, text: text ?? '' };
    while (Date.now() < settledAt) {
      await kit.askAny(text === undefined ? [] : [{ id: 'setup', question, step: 'read items' }], {
        ...{ what: 'what is under way', from: plant, until: () => false, recheckAt: settledAt },
      });
    }
    kit.settle('setup');
  }

  function noteComparison(pass: number, { lines, lowTrust }: Comparison): void {
    const differences = lines.filter(isDifference).length;
    note({ type: 'compared', at: now(), pass, keys: lines.length, differences, lowTrust });
  }

  function reportAccuracy(first: { lines: ComparisonLine[]; lowTrust: Comparison['lowTrust'] }): void {
    const accuracy = accuracyOf(first, items, policy.reconciliation.rules);
    if (!accuracy) return;
    const { keys, withinTolerance, record, grossValue, netValue } = accuracy;
    note({
      ...{ type: 'accuracy', at: now(), keys, withinTolerance },
      ...(record !== undefined && { record }),
      ...(grossValue !== undefined && { grossValue }),
      ...(netValue !== undefined && { netValue }),
    });
  }

  async function cancel(): Promise<void> {
    enter('ABORTED');
  }
}
