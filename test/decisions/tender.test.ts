import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Rate, Tender } from '../../contracts/entities/load.js';
import { type FreightMove, type FreightTerms, nextFreightMove, withTender } from '../../decisions/tender.js';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const rate = (carrier: string, amount: string): Rate => ({ carrier, mode: 'ROAD', cost: usd(amount), transitDays: 2 });
const rates = [rate('RAPIDHAUL', '910.00'), rate('NORTHLINE', '640.00'), rate('BLUEFREIGHT', '690.00')];
const terms: FreightTerms = { tolerancePct: '15', approved: [], passedRound: 0 };
const LATER = '2026-03-10T12:00:00Z';
const BEFORE = Date.parse('2026-03-10T10:00:00Z');

const offered = (round: number, carrier: string, status: Tender['status'], expiresAt = LATER): Tender => ({
  tenderId: `T${round}`,
  round,
  carrier,
  cost: usd('640.00'),
  expiresAt,
  status,
  documents: [],
});

describe('who is asked next', () => {
  test('the cheapest first, then the next, and only when nobody else may still accept', () => {
    expect(nextFreightMove([], rates, BEFORE, terms)).toMatchObject({
      do: 'offer',
      round: 1,
      rate: { carrier: 'NORTHLINE' },
    });
    const declined = [offered(1, 'NORTHLINE', 'DECLINED')];
    expect(nextFreightMove(declined, rates, BEFORE, terms)).toMatchObject({
      do: 'offer',
      round: 2,
      rate: { carrier: 'BLUEFREIGHT' },
    });
    const open = [...declined, offered(2, 'BLUEFREIGHT', 'OPEN')];
    expect(nextFreightMove(open, rates, BEFORE, terms)).toMatchObject({ do: 'await' });
    expect(nextFreightMove(open, rates, Date.parse(LATER), terms)).toMatchObject({
      do: 'withdraw',
      tender: { tenderId: 'T2' },
    });
  });

  test('an acceptance counts, however late it becomes known', () => {
    const late = [offered(1, 'NORTHLINE', 'ACCEPTED', '2026-03-10T09:00:00Z'), offered(2, 'BLUEFREIGHT', 'OPEN')];
    expect(nextFreightMove(late, rates, BEFORE, terms)).toMatchObject({ do: 'book', tender: { tenderId: 'T1' } });
  });

  test('a price beyond the tolerance over the lowest is approved by a person, to the cent', () => {
    const closed = [offered(1, 'NORTHLINE', 'DECLINED'), offered(2, 'BLUEFREIGHT', 'EXPIRED')];
    expect(nextFreightMove(closed, rates, BEFORE, terms)).toMatchObject({
      do: 'approve',
      rate: { carrier: 'RAPIDHAUL' },
    });
    const approved = { ...terms, approved: ['RAPIDHAUL'] };
    expect(nextFreightMove(closed, rates, BEFORE, approved)).toMatchObject({ do: 'offer', round: 3 });
    const atLimit = [rate('A', '640.00'), rate('B', '736.00')];
    expect(nextFreightMove([offered(1, 'A', 'DECLINED')], atLimit, BEFORE, terms).do).toBe('offer');
    const beyond = [rate('A', '640.00'), rate('B', '736.01')];
    expect(nextFreightMove([offered(1, 'A', 'DECLINED')], beyond, BEFORE, terms).do).toBe('approve');
  });

  test('all have said no: a person decides; asked again, they are asked in new rounds', () => {
    const all = [
      offered(1, 'NORTHLINE', 'DECLINED'),
      offered(2, 'BLUEFREIGHT', 'DECLINED'),
      offered(3, 'RAPIDHAUL', 'WITHDRAWN'),
    ];
    expect(nextFreightMove(all, rates, BEFORE, terms)).toEqual({ do: 'give up' });
    expect(nextFreightMove(all, [], BEFORE, terms)).toEqual({ do: 'give up' });
    const again = { ...terms, passedRound: 3 };
    expect(nextFreightMove(all, rates, BEFORE, again)).toMatchObject({
      do: 'offer',
      round: 4,
      rate: { carrier: 'NORTHLINE' },
    });
  });
});

/** What a transport system does that does not guard itself, and carriers that answer whenever they like. */
class Carriers {
  tenders: Tender[] = [];

  offer(round: number, carrier: string): Tender {
    const known = this.tenders.find((one) => one.round === round);
    if (known) return known;
    const made = offered(round, carrier, 'OPEN', new Date(BEFORE + round * 1_000).toISOString());
    this.tenders.push(made);
    return made;
  }

  /** Only an open offer changes; but a carrier that has accepted may back out. */
  set(tenderId: string, status: Tender['status']): Tender {
    const mayChange = (one: Tender) => one.status === 'OPEN' || (one.status === 'ACCEPTED' && status === 'DECLINED');
    this.tenders = this.tenders.map((one) => (one.tenderId === tenderId && mayChange(one) ? { ...one, status } : one));
    return this.tenders.find((one) => one.tenderId === tenderId) as Tender;
  }
}

type Happening = { what: 'move' | 'read' | 'tick' | 'ACCEPTED' | 'DECLINED' | 'EXPIRED'; which: number; lost: boolean };
type Policy = (seen: Tender[], now: number) => FreightMove;

/** @returns the most offers that stood accepted at any moment */
function acceptedAtMost(happenings: Happening[], policy: Policy): number {
  const carriers = new Carriers();
  let seen: Tender[] = [];
  let now = BEFORE;
  let most = 0;
  for (const { what, which, lost } of happenings) {
    if (what === 'tick') now += 700;
    else if (what === 'read') seen = carriers.tenders;
    else if (what === 'move') {
      const move = policy(seen, now);
      const reply =
        move.do === 'offer'
          ? carriers.offer(move.round, move.rate.carrier)
          : move.do === 'withdraw'
            ? carriers.set(move.tender.tenderId, 'WITHDRAWN')
            : undefined;
      if (reply && !lost) seen = withTender(seen, reply);
    } else {
      const one = carriers.tenders[which % Math.max(1, carriers.tenders.length)];
      if (one) carriers.set(one.tenderId, what);
    }
    most = Math.max(most, carriers.tenders.filter(({ status }) => status === 'ACCEPTED').length);
  }
  return most;
}

const happenings = fc.array(
  fc.record({
    what: fc.constantFrom('move', 'move', 'move', 'read', 'tick', 'tick', 'ACCEPTED', 'DECLINED', 'EXPIRED'),
    which: fc.nat(8),
    lost: fc.boolean(),
  }),
  { minLength: 1, maxLength: 60 },
);

describe('two accepted offers for one load', () => {
  const many = Array.from({ length: 8 }, (_, index) => rate(`C${index}`, '640.00'));

  test('never stand, in whatever order expiry, late acceptance, withdrawal and lost replies come', () => {
    fc.assert(
      fc.property(happenings, (order) => {
        expect(acceptedAtMost(order, (seen, now) => nextFreightMove(seen, many, now, terms))).toBeLessThanOrEqual(1);
      }),
      { numRuns: 3_000 },
    );
  });

  test('would stand if an offer that has expired by our clock were taken for closed', () => {
    const careless: Policy = (seen, now) => {
      const taken = seen.map((one) =>
        Date.parse(one.expiresAt) <= now ? { ...one, status: 'EXPIRED' as const } : one,
      );
      return nextFreightMove(taken, many, now, terms);
    };
    const found = fc.check(
      fc.property(happenings, (order) => acceptedAtMost(order, careless) <= 1),
      { numRuns: 3_000 },
    );
    expect(found.failed).toBe(true);
  });
});
