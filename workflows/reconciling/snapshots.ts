import type { inventoryReconciliation } from '../../contracts/processes/inventory-reconciliation.js';
import type { SnapshotLine, StockSnapshot } from '../../contracts/entities/stock-snapshot.js';
import type { PlantPolicy } from '../../contracts/policy.js';
import { fingerprint } from '../../decisions/fingerprint.js';
import { gapsOf } from '../../decisions/reconciliation/snapshot-gaps.js';
import { recheckAfter } from '../../decisions/recheck.js';
import { erp, now, type openRun, wms } from '../kit/index.js';
import { groupsOf } from './sides.js';

type Kit = ReturnType<typeof openRun<typeof inventoryReconciliation>>;

/** More than a run can hold in its history; a warehouse of that size is told to give its snapshot in parts. */
const LINES_MAX = 20_000;

/** Both systems' stock as of the cut-off; undefined where a person leaves it to the next run. */
export async function takeSnapshots(
  kit: Kit,
  policy: PlantPolicy,
  asOf: string,
): Promise<{ book: StockSnapshot; physical: StockSnapshot } | undefined> {
  const { plant } = policy;
  const asked = await kit.step('request snapshot', wms.requestSnapshot({ plant, asOf }));
  const snapshotId = asked.documents[0]?.number ?? '';
  const book = await kit.step('read book stock', erp.readStockAsOf({ plant, asOf, locations: groupsOf(policy) }));
  noteSnapshot(kit, book);
  const physical = await wholeSnapshot(kit, policy, snapshotId);
  if (!physical) return undefined;
  noteSnapshot(kit, physical);
  return { book, physical };
}

/** What is missing from it is not zero: until it is whole it is waited for, and then a person decides. */
async function wholeSnapshot(kit: Kit, policy: PlantPolicy, snapshotId: string): Promise<StockSnapshot | undefined> {
  const { plant } = policy;
  const { probeMs, snapshotWithinMs } = policy.reconciliation;
  const lateAt = Date.now() + snapshotWithinMs;
  for (let looks = 0; ; looks += 1) {
    const head = await kit.step('read snapshot', wms.readSnapshot({ plant, snapshotId }));
    const isReady = head?.complete === true;
    const taken = isReady ? { ...head, lines: await linesOf(kit, plant, snapshotId) } : undefined;
    const gaps = taken ? gapsOf(taken) : [`${policy.systems.wms.id} has not finished snapshot ${snapshotId}`];
    if (taken && gaps.length === 0) {
      kit.settle('snapshot');
      return taken;
    }
    kit.enter('SNAPSHOT_INCOMPLETE');
    const recheckAt = Date.now() + recheckAfter(probeMs, looks);
    if (!isReady && Date.now() < lateAt) {
      const what = { what: 'the snapshot', from: policy.systems.wms.id };
      await kit.pause(() => false, { ...what, until: recheckAt, expectedBy: new Date(lateAt).toISOString() });
      continue;
    }
    const choice = await kit.ask(
      'snapshot',
      { code: 'B-REC-SNAPSHOT', text: gaps.join('; ') },
      { step: 'read snapshot', decision: 'snapshot incomplete', recheckAt },
    );
    if (choice === 'ABORT') return undefined;
    if (choice === 'GO_ON' && head) return taken ?? { ...head, lines: await linesOf(kit, plant, snapshotId) };
  }
}

async function linesOf(kit: Kit, plant: string, snapshotId: string): Promise<SnapshotLine[]> {
  const lines: SnapshotLine[] = [];
  for (let cursor: string | undefined; ; ) {
    const message = { plant, snapshotId, ...(cursor !== undefined && { cursor }) };
    const page = await kit.step('read snapshot lines', wms.readSnapshotLines(message), { entity: cursor ?? '0' });
    lines.push(...page.lines);
    if (page.next === undefined || lines.length >= LINES_MAX) return lines;
    cursor = page.next;
  }
}

function noteSnapshot(kit: Kit, snapshot: StockSnapshot): void {
  const { lines, plant: _, ...head } = snapshot;
  kit.note({ type: 'snapshot', at: now(), ...head, lines: lines.length, hash: fingerprint(lines) });
}
