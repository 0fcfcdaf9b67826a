import type { Rate, Tender } from '../contracts/entities/load.js';
import type { Money } from '../contracts/quantity.js';
import { decimal } from './arithmetic.js';

/** What to do next about the freight of a load. */
export type FreightMove =
  | { do: 'book'; tender: Tender }
  | { do: 'await'; tender: Tender }
  | { do: 'withdraw'; tender: Tender }
  | { do: 'offer'; round: number; rate: Rate }
  | { do: 'approve'; rate: Rate; lowest: Money }
  | { do: 'give up' };

export interface FreightTerms {
  /** Beyond the lowest price quoted, in percent; more than that is approved by a person. */
  tolerancePct: string;
  /** Carriers whose price was approved. */
  approved: readonly string[];
  /** Offers up to this round are of a pass that was ended: their carriers may be asked again. */
  passedRound: number;
}

/**
 * One carrier is asked after the other, the cheapest first. The next offer is made only when the transport system
 * says of every earlier one that it cannot be accepted any more, so there are never two accepted ones, however late
 * an acceptance, an expiry or a withdrawal becomes known (domain: withdraw before the next carrier).
 * @param tenders as the transport system has them
 * @param now milliseconds since 1970
 */
export function nextFreightMove(
  tenders: readonly Tender[],
  rates: readonly Rate[],
  now: number,
  { tolerancePct, approved, passedRound }: FreightTerms,
): FreightMove {
  const accepted = tenders.find(({ status }) => status === 'ACCEPTED');
  if (accepted) return { do: 'book', tender: accepted };
  const open = tenders.find(({ status }) => status === 'OPEN');
  if (open) return { do: Date.parse(open.expiresAt) <= now ? 'withdraw' : 'await', tender: open };
  const asked = new Set(tenders.filter(({ round }) => round > passedRound).map(({ carrier }) => carrier));
  const byCost = [...rates].sort((a, b) => decimal(a.cost.amount).cmp(b.cost.amount));
  const [cheapest] = byCost;
  const next = byCost.find(({ carrier }) => !asked.has(carrier));
  if (!cheapest || !next) return { do: 'give up' };
  const most = decimal(cheapest.cost.amount).times(decimal(tolerancePct).div(100).plus(1));
  if (decimal(next.cost.amount).gt(most) && !approved.includes(next.carrier)) {
    return { do: 'approve', rate: next, lowest: cheapest.cost };
  }
  return { do: 'offer', round: Math.max(0, ...tenders.map(({ round }) => round)) + 1, rate: next };
}

/** The load's tenders with what has become known of one of them. What is over stays over. */
export function withTender(tenders: readonly Tender[], known: Tender): Tender[] {
  const others = tenders.filter(({ tenderId }) => tenderId !== known.tenderId);
  return [...others, known].sort((a, b) => a.round - b.round);
}
