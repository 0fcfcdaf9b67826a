import type { EngineeringChange } from '../../contracts/entities/engineering-change.js';
import { approvalNeeded } from '../../decisions/engineering-change/approval.js';
import {
  forbiddenIn,
  forbiddenText,
  impactOf,
  impactShown,
  type PlantImpact,
} from '../../decisions/engineering-change/impact.js';
import { atPlant, erp } from '../kit/index.js';
import type { ChangeRun } from './change-run.js';
import { hasNews, look } from './owner.js';

/** `later`: the owner has another version, which is to be reviewed instead. */
export type Review = { go: EngineeringChange } | 'declined' | 'later';

/** What a change touches, what of it is forbidden, and whether a person agrees. */
export async function review(run: ChangeRun, change: EngineeringChange): Promise<Review> {
  run.kit.enter('IMPACT_ANALYSIS');
  const allowed = await withoutForbidden(run, change);
  if ('go' in allowed) return approve(run, allowed.go, allowed.impacts);
  return 'later';
}

async function withoutForbidden(
  run: ChangeRun,
  change: EngineeringChange,
): Promise<{ go: EngineeringChange; impacts: PlantImpact[] } | { later: true }> {
  const { kit, input } = run;
  for (;;) {
    const impacts = await readImpacts(run, change);
    const forbidden = forbiddenIn(change, impacts);
    if (forbidden.length === 0) {
      kit.settle('forbidden');
      return { go: change, impacts };
    }
    const question = { code: 'B-MD-FORBIDDEN' as const, text: forbiddenText(forbidden, impacts) };
    const about = { step: 'read stock', decision: 'forbidden', impact: impactShown(impacts) };
    const recheckAt = Date.now() + input.policy.changes.holdRecheckMs;
    const choice = await kit.ask('forbidden', question, { ...about, until: () => hasNews(run), recheckAt });
    if (choice === 'GO_ON_WITHOUT') {
      const definitions = change.definitions.filter((one) => !forbidden.includes(one));
      return { go: { ...change, definitions }, impacts };
    }
    if (hasNews(run)) await look(run);
    if (!run.later) continue;
    kit.settle('forbidden');
    return { later: true };
  }
}

async function readImpacts(run: ChangeRun, change: EngineeringChange): Promise<PlantImpact[]> {
  const impacts: PlantImpact[] = [];
  for (const { plant } of change.plants) {
    const policy = run.policyOf(plant);
    const of = { plant, item: change.item };
    const orders = await run.kit.step('read open orders', atPlant(policy, erp.findOpenOrders(of)), { entity: plant });
    const stock = await run.kit.step('read stock', atPlant(policy, erp.readStock(of)), { entity: plant });
    impacts.push(impactOf(plant, stock, orders));
  }
  return impacts;
}

async function approve(run: ChangeRun, change: EngineeringChange, impacts: PlantImpact[]): Promise<Review> {
  const { kit, input, zones } = run;
  if (change.definitions.length === 0) return 'declined';
  const { noticeMs } = input.policy.changes;
  const { reasons, lacksDisposition } = approvalNeeded(change, zones, { now: Date.now(), noticeMs });
  if (reasons.length === 0) return { go: change };
  kit.enter('AWAITING_APPROVAL');
  const question = { code: 'B-CHANGE-APPROVAL' as const, text: reasons.join('; ') };
  const decision = lacksDisposition ? 'disposition' : 'approval';
  const about = { step: 'read change', decision, impact: impactShown(impacts) };
  for (;;) {
    const choice = await kit.ask('approval', question, { ...about, until: () => hasNews(run) });
    if (choice === 'REJECT' || choice === 'DECLINE') return 'declined';
    if (choice === 'USE_UP' || choice === 'RUN_OUT_DATE') return { go: { ...change, disposition: choice } };
    if (choice === 'APPROVE') return { go: change };
    await look(run);
    if (!run.later) continue;
    kit.settle('approval');
    return 'later';
  }
}
