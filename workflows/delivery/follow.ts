import { decimal } from '../../decisions/arithmetic.js';
import { revenueTrigger } from '../../decisions/incoterms.js';
import { readiness, triggeredAt, type Condition, type Evidence } from '../../decisions/readiness.js';
import { recheckAfter } from '../../decisions/recheck.js';
import { hasReached, whereabouts, type Whereabouts } from '../../decisions/tracking.js';
import { erp, now, transport } from '../kit/index.js';
import type { About } from './about.js';
import { bill } from './billing.js';
import { show, withCarrier } from './freight.js';
import { takeNews } from '../kit/news.js';

const nowhere = whereabouts([]);

/**
 * From goods issue to cash: where it is, when it may be billed, that it is. Either may come first. Coming back by a
 * returns order ends it, billed or not.
 */
export async function followToCash(about: About): Promise<void> {
  const seen = new Set<string>();
  let proven: string | undefined;
  let overridden = false;
  let isOrderRead = false;
  let asks = 0;
  for (let looks = 0; ; looks += 1) {
    const where = await locate(about, seen);
    if (about.returned)
      return about.kit.note({ type: 'milestone', at: now(), code: 'RETURNED', stop: '', eventAt: now() });
    const delivered = hasReached(where, 'DELIVERED') || proven !== undefined;
    showWhereabouts(about, where, delivered);
    if (delivered) about.kit.settle('delivered');
    if (!about.billed) {
      let evidence = evidenceOf(about, where, proven);
      if (triggeredAt(evidence) !== undefined && !isOrderRead) {
        // The order was read when picking began, which may be weeks ago: prices and blocks are those of now.
        await readOrder(about);
        isOrderRead = true;
        evidence = evidenceOf(about, where, proven);
      }
      const conditions = readiness(about.order, evidence);
      if (overridden || conditions.every(({ met }) => met)) {
        if (await faceProof(about, where)) await bill(about, conditions);
        continue;
      }
      if (triggeredAt(evidence) !== undefined) {
        overridden = await askForTheRest(about, conditions, asks);
        asks += 1;
        continue;
      }
    } else if (delivered || !about.load) return;
    proven ??= await anyNews(about, where, looks);
  }
}

/** Pushed events may be missing or late: the full list is read, and what is new of it remembered. */
async function locate(about: About, seen: Set<string>): Promise<Whereabouts> {
  const { kit, load, deliveryNo } = about;
  // What the warehouse and carriers have to say of it changes nothing any more.
  await takeNews(about.kit.run, ['ShipmentTracked', 'PickingProgressed', 'ShipConfirmed', 'TenderAnswered']);
  if (!load) return nowhere;
  const events = await kit.step('read tracking', transport.readTracking({ loadId: load.loadId }));
  const where = whereabouts(events, deliveryNo);
  for (const [code, eventAt] of Object.entries(where.reached)) {
    if (seen.has(code)) continue;
    seen.add(code);
    kit.note({ type: 'milestone', at: now(), code, stop: '', eventAt });
  }
  return where;
}

/** A carrier of the customer's has taken it at our gate; ours is gone when it says so, or what it brought is there. */
function showWhereabouts(about: About, where: Whereabouts, delivered: boolean): void {
  const { kit, load, booked, billed } = about;
  if (!about.departed && (!load || delivered || hasReached(where, 'PICKED_UP'))) {
    about.departed = true;
    if (load && booked) show(about, withCarrier('PICKED_UP', load.loadId, booked));
  }
  if (billed) return;
  if (delivered) kit.enter('DELIVERED');
  else if (about.departed) kit.enter('IN_TRANSIT');
}

function evidenceOf(about: About, where: Whereabouts, proven: string | undefined): Evidence {
  const { order, policy, issuedAt = now(), load } = about;
  return {
    issuedAt,
    trigger: revenueTrigger(order.incoterms.code, policy.shipping.revenueTriggers),
    whereabouts: where,
    handedOver: !load,
    ...(proven !== undefined && { proven }),
  };
}

/** What stands against billing is looked at again, and put before the people who can clear it. */
async function askForTheRest(about: About, conditions: Condition[], looks: number): Promise<boolean> {
  const { kit, policy, order } = about;
  const unmet = conditions
    .filter(({ met }) => !met)
    .map(({ name, evidence }) => (evidence ? `${name}: ${evidence}` : name));
  const code = order.billingBlock === undefined ? ('B-NOT-READY' as const) : ('B-BILLING-BLOCK' as const);
  const choice = await kit.ask(
    'readiness',
    { code, text: `not met: ${unmet.join(', ')}` },
    {
      step: 'bill',
      decision: 'readiness',
      until: () => about.returned || kit.run.inbox.has(['ShipmentTracked']),
      recheckAt: Date.now() + recheckAfter(policy.shipping.billingRecheckMs, looks),
    },
  );
  await readOrder(about);
  if (choice !== 'OVERRIDE' && about.order.billingBlock === undefined && order.billingBlock !== undefined)
    kit.settle('readiness');
  return choice === 'OVERRIDE';
}

async function readOrder(about: About): Promise<void> {
  const { salesOrderNo } = about.order;
  const found = await about.kit.step('read order', erp.readSalesOrder({ salesOrderNo }));
  if (found) about.order = found;
}

/** Less taken than shipped, or damaged: a claim, and a person says what is billed. */
async function faceProof(about: About, { proof }: Whereabouts): Promise<boolean> {
  const { kit, delivery } = about;
  const lines = proof?.lines ?? [];
  const less = lines.filter(({ line, accepted, damaged }) => {
    const shipped = delivery.lines.find((one) => one.line === line)?.quantity.value ?? '0';
    return decimal(accepted.value).lt(shipped) || decimal(damaged?.value ?? '0').gt(0);
  });
  if (less.length === 0) return true;
  const text = less
    .map(
      ({ line, accepted, damaged }) =>
        `line ${line}: ${accepted.value} taken${damaged ? `, ${damaged.value} damaged` : ''}`,
    )
    .join('; ');
  const question = { code: 'B-PROOF-DIFFERENT' as const, text };
  const choice = await kit.ask('proof of delivery', question, {
    step: 'read tracking',
    decision: 'proof of delivery',
    until: () => about.returned,
  });
  if (choice === 'RETRY') return false;
  if (choice === 'BILL_ACCEPTED') {
    about.acceptedLines = delivery.lines.map(({ line, salesOrderLine, quantity }) => {
      const taken = lines.find((one) => one.line === line)?.accepted ?? quantity;
      return { salesOrderLine, quantity: taken };
    });
  }
  return true;
}

/** @returns the evidence, where a person has seen that it was delivered */
async function anyNews(about: About, where: Whereabouts, looks: number): Promise<string | undefined> {
  const { kit, policy, load } = about;
  const { trackingPollMs, deliveryLateMs } = policy.shipping;
  const has = () => about.returned || kit.run.inbox.has(['ShipmentTracked']);
  const expectedBy = Date.parse(where.eta ?? where.lastEventAt ?? about.issuedAt ?? now()) + deliveryLateMs;
  const from = policy.systems.transport?.id ?? 'the carrier';
  if (load && Date.now() < expectedBy) {
    kit.settle('delivered');
    const until = Math.min(expectedBy, Date.now() + trackingPollMs);
    await kit.pause(has, {
      what: 'the delivery to the customer',
      from,
      until,
      expectedBy: where.eta ?? iso(expectedBy),
    });
    return undefined;
  }
  const text = load
    ? `expected by ${iso(expectedBy)}; the last that is known is ${where.milestone ?? 'nothing'}`
    : 'no transport system follows it: what proves the delivery?';
  const choice = await kit.ask(
    'delivered',
    { code: 'B-DELIVERY-LATE', text },
    {
      step: 'read tracking',
      decision: 'delivered',
      until: has,
      recheckAt: Date.now() + recheckAfter(trackingPollMs, looks),
    },
  );
  if (choice === 'DELIVERED') return now();
  return undefined;
}

const iso = (at: number): string => new Date(at).toISOString();
