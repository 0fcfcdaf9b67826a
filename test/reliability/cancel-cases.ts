import type { ProcessContract } from '../../contracts/processes/process.js';
import type { Moment } from './cancel-gate.js';
import { type Boundary, boundariesOf, nameOf } from './cancel-record.js';
import type { Trade } from './cancel-trade.js';
import { type Case, type Reference, type Result, titleOf } from './cancel-trial.js';

const BOTH: readonly Moment[] = ['before', 'after'];
const POSTED: readonly Moment[] = ['before', 'after', 'request lost', 'reply lost'];

/**
 * Every boundary that a scenario is the first to pass, before and after, on each run that may be cancelled there.
 * What is read again and again is read less often where events come together: only what a second order has passed too
 * is a boundary. Around a posting its request or its reply is lost too, when the whole order is cancelled.
 */
export function casesOf(trade: Trade, references: readonly Reference[], again: readonly Reference[]): Case[] {
  const known = new Set<string>();
  const recordedAgain = new Set(
    again.flatMap(({ scenario, records }) =>
      boundariesOf(trade.contracts, records).map((one) => `${scenario} ${keyOf(one)}`),
    ),
  );
  return references.flatMap(({ scenario, records }) => {
    const fresh = boundariesOf(trade.contracts, records).filter((boundary) => {
      const isKnown = known.has(keyOf(boundary));
      known.add(keyOf(boundary));
      return !isKnown && recordedAgain.has(`${scenario} ${keyOf(boundary)}`);
    });
    return fresh.flatMap((boundary) =>
      trade.cancelledAt(boundary.part).flatMap((at, index) =>
        (index === 0 ? momentsOf(trade.contracts, boundary) : BOTH).map((moment) => ({
          scenario,
          boundary,
          moment,
          at,
        })),
      ),
    );
  });
}

/** A second delivery is a delivery like the first. */
const keyOf = ({ process, step, nth, late }: Boundary): string => `${process} ${step} ${nth} ${late}`;

function momentsOf(contracts: readonly ProcessContract[], { process, step }: Boundary): readonly Moment[] {
  const contract = contracts.find((one) => one.process === process);
  return contract?.steps[step]?.class === 'read' ? BOTH : POSTED;
}

/** A line for each boundary: how often it ended which way. */
export function tableOf(results: readonly { case: Case; result?: Result }[]): string {
  const rows = new Map<string, Record<string, number>>();
  for (const { case: one, result } of results) {
    const name = `${one.boundary.process}, ${nameOf(one.boundary)}`;
    const row = rows.get(name) ?? {};
    const end = result?.end ?? 'wrong';
    rows.set(name, { ...row, [end]: (row[end] ?? 0) + 1 });
  }
  const lines = [...rows].map(([name, ends]) =>
    [name.padEnd(60), ...ENDS.map((end) => String(ends[end] ?? 0).padStart(end.length + 2))].join(''),
  );
  const parked = results.flatMap(({ case: one, result }) =>
    result?.end === 'parked' ? [`parked: ${titleOf(one)}: ${result.shown}`] : [],
  );
  return [['boundary'.padEnd(60), ...ENDS.map((end) => `  ${end}`)].join(''), ...lines, ...parked].join('\n');
}

const ENDS = ['all done', 'all undone', 'ended by decision', 'parked', 'wrong'];
