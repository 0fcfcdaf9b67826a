import type { Load, Rate, Tender } from '../../contracts/entities/load.js';
import type { PlantPolicy } from '../../contracts/policy.js';
import type { Freight } from '../../contracts/view.js';
import { buyerCarries } from '../../decisions/incoterms.js';
import { recheckAfter } from '../../decisions/recheck.js';
import { nextFreightMove, withTender, type FreightMove, type FreightTerms } from '../../decisions/tender.js';
import { now, Rejected, transport } from '../kit/index.js';
import type { About } from './about.js';
import { atRisk } from './checks.js';
import { takeNews } from '../kit/news.js';
import { cancelLoad, noteFee } from './undoing.js';

/**
 * Plans the load and offers it to one carrier after the other, until one is booked or a person settles it; and again,
 * where the carrier backs out before it has the goods.
 */
export async function bookFreight(about: About): Promise<void> {
  const { policy, order } = about;
  if (!about.freightSettled) {
    if (!policy.systems.transport || buyerCarries(order.incoterms.code))
      return settled(about, { state: 'CUSTOMER_PICKUP' });
    // It is gone, and its load was taken back: whoever has it was not asked by us.
    if (about.departed && !about.load) return settled(about, { state: 'CUSTOMER_PICKUP' });
    about.load ??= await planLoad(about);
    show(about, { state: 'PLANNED', loadId: about.load.loadId });
    await negotiate(about, about.load);
  }
  while (about.load && about.booked && (await backsOut(about, about.load, about.booked)))
    await negotiate(about, about.load);
}

/** A carrier may back out until the goods are on its truck; its booking is what the transport system says. */
async function backsOut(about: About, { loadId }: Load, { tenderId, carrier }: Tender): Promise<boolean> {
  const { kit, policy } = about;
  const { run } = kit;
  const waitingFor = { what: 'the truck', from: carrier, since: now() };
  for (let looks = 0; ; looks += 1) {
    const { retries } = run.desk;
    const isDue = () =>
      about.shippedAt !== undefined || run.inbox.has(['TenderAnswered']) || run.cancelDue || run.desk.retries > retries;
    await run.boundary();
    await run.rest({ condition: 'WAITING', waitingFor }, isDue, Date.now() + lookAfter(policy, looks));
    await run.boundary();
    const isLoaded = about.shippedAt !== undefined;
    await takeNews(about.kit.run, ['TenderAnswered']);
    await readLoad(about, loadId);
    if (!about.load?.tenders.some((one) => one.tenderId === tenderId && one.status === 'ACCEPTED')) break;
    if (isLoaded) return false;
  }
  delete about.booked;
  about.freightSettled = false;
  show(about, { state: 'PLANNED', loadId });
  return true;
}

const lookAfter = ({ shipping }: PlantPolicy, looks: number): number => recheckAfter(shipping.trackingPollMs, looks);

async function negotiate(about: About, { loadId }: Load): Promise<void> {
  const { kit, policy } = about;
  let rates = await kit.step('read rates', transport.readRates({ loadId }));
  const terms: FreightTerms = { tolerancePct: policy.shipping.freightTolerancePct, approved: [], passedRound: 0 };
  /** Of what has left already, nobody is asked any more but by a person's word. */
  let mayAskOn = false;
  for (;;) {
    if (about.returned) return settled(about, { state: 'CUSTOMER_PICKUP' });
    const next = nextFreightMove(about.load?.tenders ?? [], rates, Date.now(), terms);
    const isAsking = next.do === 'offer' || next.do === 'approve';
    const move: FreightMove = isAsking && about.shippedAt && !mayAskOn ? { do: 'give up' } : next;
    if (move.do === 'book') {
      about.booked = move.tender;
      kit.settle('freight');
      return settled(about, withCarrier('BOOKED', loadId, move.tender));
    }
    if (move.do === 'approve' || move.do === 'give up') {
      const choice = await decide(about, move, rates);
      if (choice === 'CUSTOMER_PICKUP') return collectedByOthers(about, loadId);
      if (choice === 'APPROVE' && move.do === 'approve') terms.approved = [...terms.approved, move.rate.carrier];
      if (choice === 'TENDER_AGAIN')
        terms.passedRound = Math.max(0, ...(about.load?.tenders ?? []).map(({ round }) => round));
      if (choice !== 'RETRY') mayAskOn = about.shippedAt !== undefined;
      // Meanwhile another carrier may have named a price, or one may have been booked by hand.
      if (choice !== 'APPROVE') rates = await kit.step('read rates', transport.readRates({ loadId }));
      if (choice === 'RETRY') await readLoad(about, loadId);
      continue;
    }
    if (move.do === 'offer') {
      // Looked at again, there is somebody to ask.
      kit.settle('freight');
      mayAskOn = await offer(about, loadId, move);
    } else if (move.do === 'withdraw') {
      const tender = await kit.step(
        'withdraw tender',
        transport.withdrawTender({ loadId, tenderId: move.tender.tenderId }),
        {
          entity: move.tender.tenderId,
        },
      );
      know(about, tender);
    } else await answerOf(about, loadId, move.tender.expiresAt);
  }
}

function planLoad(about: About): Promise<Load> {
  const { kit, plant, deliveryNo, policy, delivery, order } = about;
  const { plannedGoodsIssue, weight } = delivery;
  const until = new Date(Math.max(Date.parse(plannedGoodsIssue), Date.now()) + DAY_MS).toISOString();
  const message = {
    plant,
    deliveryNo,
    weight,
    pickup: { place: plant, zone: policy.zone, from: plannedGoodsIssue, until },
    delivery: { place: order.shipTo.place, zone: order.shipTo.zone, from: plannedGoodsIssue, until },
  };
  return kit.step('plan load', transport.planLoad(message), {
    undo: { by: () => cancelLoad(about) },
    impact: atRisk(order, delivery.lines),
  });
}

const DAY_MS = 86_400_000;

/** @returns whether another may be asked by the same word of a person's: not where the load is closed for offers */
async function offer(about: About, loadId: string, { round, rate }: FreightMove & { do: 'offer' }): Promise<boolean> {
  const { kit, policy, shippedAt } = about;
  const { carrier, cost } = rate;
  const expiresAt = new Date(Date.now() + policy.shipping.tenderAnswerMs).toISOString();
  try {
    const tender = await kit.step('tender', transport.tender({ loadId, round, carrier, cost, expiresAt }), {
      entity: `round ${round}`,
      catches: shippedAt === undefined ? ['B-TENDER-OPEN'] : ['B-TENDER-OPEN', 'B-REJECTED'],
    });
    know(about, tender);
    show(about, { state: 'TENDERED', loadId, carrier, cost, round });
    return shippedAt !== undefined;
  } catch (failure) {
    if (!(failure instanceof Rejected)) throw failure;
    if (failure.trouble.code === 'B-REJECTED') return false;
    // The transport system knows of an offer that we do not: it is read, and counts.
    await answerOf(about, loadId, expiresAt);
    return false;
  }
}

/** The answer is read, not believed: it may come late, twice, or never. */
async function answerOf(about: About, loadId: string, expiresAt: string): Promise<void> {
  const { kit, policy } = about;
  const { run } = kit;
  await kit.pause(() => run.inbox.has(['TenderAnswered']), {
    what: 'the carrier’s answer',
    from: policy.systems.transport?.id ?? 'the carrier',
    until: Math.min(Date.parse(expiresAt), Date.now() + policy.shipping.tenderProbeMs),
    expectedBy: expiresAt,
  });
  await takeNews(about.kit.run, ['TenderAnswered']);
  await readLoad(about, loadId);
}

export async function readLoad(about: About, loadId: string): Promise<void> {
  const found = await about.kit.step('read load', transport.readLoad({ loadId }));
  if (found) about.load = found;
}

function know(about: About, tender: Parameters<typeof withTender>[1]): void {
  if (about.load) about.load = { ...about.load, tenders: withTender(about.load.tenders, tender) };
}

async function decide(about: About, move: FreightMove & { do: 'approve' | 'give up' }, rates: Rate[]): Promise<string> {
  const { kit, order, delivery } = about;
  const { code, text } =
    move.do === 'approve'
      ? {
          code: 'B-FREIGHT-OVER' as const,
          text: `${move.rate.carrier} takes ${move.rate.cost.amount} ${move.rate.cost.currency}, the lowest price was ${move.lowest.amount}`,
        }
      : { code: 'B-NO-CARRIER' as const, text: whyNoCarrier(about, rates) };
  const { shippedAt } = about;
  const isHere = () => about.packed && !about.shippedAt;
  about.freightAsks = true;
  if (isHere()) kit.enter('FREIGHT_DECISION');
  const choice = await kit.ask(
    'freight',
    { code, text },
    {
      step: 'tender',
      decision: move.do === 'approve' ? 'freight' : 'no carrier',
      impact: atRisk(order, delivery.lines),
      // Once it has left, or comes back, it is another question.
      until: () => about.shippedAt !== shippedAt || about.returned || kit.run.inbox.has(['TenderAnswered']),
    },
  );
  await takeNews(about.kit.run, ['TenderAnswered']);
  about.freightAsks = false;
  if (isHere()) kit.enter('PACKED');
  return choice;
}

const whyNoCarrier = ({ shippedAt }: About, rates: Rate[]): string =>
  shippedAt
    ? 'the goods have left, and no carrier is booked for them: who has taken them?'
    : `none of ${rates.length} carriers takes the load`;

/** A carrier that was booked by hand, or the customer's own: the load of ours must not find one as well. */
async function collectedByOthers(about: About, loadId: string): Promise<void> {
  const { kit, plant, deliveryNo } = about;
  const message = { plant, deliveryNo, loadId, reason: 'carried otherwise' };
  try {
    noteFee(kit, await kit.step('cancel load', transport.cancelLoad(message), { catches: ['B-DEPARTED'] }));
    delete about.load;
    settled(about, { state: 'CUSTOMER_PICKUP' });
  } catch (failure) {
    // Its truck has it, whoever was asked: it is followed.
    if (!(failure instanceof Rejected)) throw failure;
    settled(about, { state: 'PICKED_UP', loadId });
  }
  kit.undos.drop('plan load');
}

function settled(about: About, freight: Freight): void {
  about.freightSettled = true;
  show(about, freight);
}

export const withCarrier = (state: Freight['state'], loadId: string, { carrier, cost, round }: Tender): Freight => ({
  state,
  loadId,
  carrier,
  cost,
  round,
});

export function show({ kit }: About, freight: Freight): void {
  kit.show({ freight });
  kit.note({ type: 'freight', at: now(), freight });
  if (freight.loadId) kit.note({ type: 'number', at: now(), kind: 'load', number: freight.loadId });
}
