import { NO_LOT } from '../../contracts/entities/reconciliation.js';
import { toBaseUnit } from '../../decisions/arithmetic.js';
import type { Finding } from '../../decisions/reconciliation/causes.js';
import type { Verdict } from '../../decisions/reconciliation/decide.js';
import { recheckAfter } from '../../decisions/recheck.js';
import { wms } from '../kit/index.js';
import { takeNews } from '../kit/news.js';
import { type Case, readAgain } from './case.js';

/** Has every key of it counted, by people who are not told what to expect; then both sides are read again. */
export async function count(about: Case, finding: Finding, { notBy }: Pick<Verdict, 'notBy'>): Promise<void> {
  about.kit.enter('COUNT_REQUESTED');
  for (const { key } of finding.lines) await countKey(about, key, notBy);
  about.lines = await readAgain(about);
}

async function countKey(about: Case, key: Finding['lines'][0]['key'], notBy: readonly string[]): Promise<void> {
  const { kit, input, policy, mark } = about;
  const { plant, caseNo } = input;
  about.countings += 1;
  const reference = `${mark}-${about.countings}`;
  const locations = Object.entries(policy.reconciliation.locations)
    .filter(([, group]) => group === key.locationGroup)
    .map(([location]) => location);
  const others = [...new Set([...notBy, ...about.counters])];
  const request = { plant, reference, caseNo, item: key.item, locations, status: key.status, notBy: others };
  await kit.step('request count', wms.requestCount({ ...request, ...(key.lot !== NO_LOT && { lot: key.lot }) }), {
    entity: reference,
    undo: { call: wms.cancelCount({ plant, reference }), entity: reference },
  });
  const counted = await awaitCount(about, reference);
  kit.undos.drop('request count', reference);
  const item = about.items[key.item];
  if (!counted || !item) return;
  const { value } = toBaseUnit({ value: counted.value, uom: counted.uom }, item);
  about.counts.push({ key, value, countedBy: counted.by });
  about.counters.add(counted.by);
}

/** Late, a person knows of it; it is waited for all the same. Undefined where the warehouse has called it off. */
async function awaitCount({ kit, input, policy }: Case, reference: string) {
  const { plant } = input;
  const { probeMs, countWithinMs } = policy.reconciliation;
  const lateAt = Date.now() + countWithinMs;
  for (let looks = 0; ; looks += 1) {
    await takeNews(kit.run, ['CountPosted']);
    const task = await kit.step('read count', wms.readCount({ plant, reference }), { entity: reference });
    if (task?.status === 'COUNTED' || task?.status === 'CANCELLED') {
      kit.settle('count late');
      return task.counted;
    }
    const isLate = Date.now() >= lateAt;
    const question = { code: 'B-REC-COUNT-LATE' as const, text: `count ${reference} is not carried out` };
    const next = Date.now() + recheckAfter(probeMs, looks);
    await kit.askAny(isLate ? [{ id: 'count late', question, step: 'read count' }] : [], {
      ...{ what: 'the count', from: policy.systems.wms.id, until: () => kit.run.inbox.has(['CountPosted']) },
      recheckAt: isLate ? next : Math.min(next, lateAt),
    });
  }
}
