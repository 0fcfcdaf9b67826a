import { type Name, processes } from './contenders.js';
import { averageOf, total } from './history.js';
import type { Round } from './round.js';
import { percentile, type Spread, spread } from './statistics.js';

export type Rounds = Record<Name, Round[]>;

const rounded = (value: number): number => Number(value.toFixed(2));
const roundedSpread = ({ min, median, max }: Spread): Spread => ({
  min: rounded(min),
  median: rounded(median),
  max: rounded(max),
});
const roundedCounts = (counts: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).map(([kind, count]) => [kind, rounded(count)]));

function resultOf(rounds: Round[]) {
  const over = (pick: (round: Round) => number): Spread => roundedSpread(spread(rounds.map(pick)));
  const events = averageOf(rounds.map(({ eventsPerOrder }) => eventsPerOrder));
  const actions = averageOf(rounds.map(({ actionsPerOrder }) => actionsPerOrder));
  return {
    ordersPerCpuSecond: over(({ cpuMsPerOrder }) => 1_000 / total(cpuMsPerOrder)),
    cpuMsPerOrder: Object.fromEntries(processes.map((one) => [one, over(({ cpuMsPerOrder }) => cpuMsPerOrder[one])])),
    dispatchMs: {
      p50: over(({ dispatchMs }) => percentile(dispatchMs, 50)),
      p95: over(({ dispatchMs }) => percentile(dispatchMs, 95)),
    },
    historyEventsPerOrder: rounded(total(events)),
    eventsByKind: roundedCounts(events),
    actionsPerOrder: rounded(total(actions)),
    actionsByKind: roundedCounts(actions),
    diskBytesPerOrder: over(({ bytesPerOrder }) => bytesPerOrder),
  };
}

type Result = ReturnType<typeof resultOf>;

export function reportOf(rounds: Rounds) {
  const headrace = resultOf(rounds.headrace);
  const naive = resultOf(rounds.naive);
  const ratio = (pick: (result: Result) => number): number => rounded(pick(headrace) / pick(naive));
  return {
    ratios: {
      ordersPerCpuSecondVsNaive: ratio(({ ordersPerCpuSecond }) => ordersPerCpuSecond.median),
      dispatchP50VsNaive: ratio(({ dispatchMs }) => dispatchMs.p50.median),
      historyEventsVsNaive: ratio(({ historyEventsPerOrder }) => historyEventsPerOrder),
      actionsVsNaive: ratio(({ actionsPerOrder }) => actionsPerOrder),
    },
    contenders: { headrace, naive },
  };
}

export function tableOf({ ratios, contenders }: ReturnType<typeof reportOf>): string {
  const { headrace, naive } = contenders;
  const line = (...cells: [string, string, string, string]): string =>
    `${cells[0].padEnd(32)}${cells.slice(1).reduce((text, cell, index) => text + cell.padStart(index < 2 ? 22 : 9), '')}\n`;
  const row = (what: string, pick: (result: Result) => string, ratio?: number): string =>
    line(what, pick(headrace), pick(naive), ratio?.toFixed(2) ?? '');
  const shown = ({ min, median, max }: Spread): string => `${median.toFixed(1)} (${min.toFixed(1)}–${max.toFixed(1)})`;
  const cpu = (of: string) => (result: Result) => shown(result.cpuMsPerOrder[of] as Spread);
  return [
    line('median of rounds (min–max)', 'headrace', 'bare Temporal', 'ratio'),
    row('orders per CPU-second', (one) => shown(one.ordersPerCpuSecond), ratios.ordersPerCpuSecondVsNaive),
    ...processes.map((one) => row(`  CPU-ms an order, ${one}`, cpu(one))),
    row('release to MES, ms, p50', (one) => shown(one.dispatchMs.p50), ratios.dispatchP50VsNaive),
    row('release to MES, ms, p95', (one) => shown(one.dispatchMs.p95)),
    row('history events an order', (one) => one.historyEventsPerOrder.toFixed(1), ratios.historyEventsVsNaive),
    row('billable actions an order ¹', (one) => one.actionsPerOrder.toFixed(1), ratios.actionsVsNaive),
    row('kB of database an order', ({ diskBytesPerOrder: { min, median, max } }) =>
      shown({ min: min / 1_024, median: median / 1_024, max: max / 1_024 }),
    ),
    '\n¹ counted in the histories; `--json` has them and the events by kind\n',
  ].join('');
}
