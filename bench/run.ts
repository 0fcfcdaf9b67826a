import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { type Name, startContender } from './contenders.js';
import { historyCost, type HistoryCost } from './history.js';
import { audit, playOrder, playOrders } from './play.js';
import { median, percentile, type Spread, spread } from './statistics.js';

// This product beside a bare Temporal workflow that makes the same five calls and takes the same event. Rounds are
// interleaved, each on a fresh server with its database on disk. Compare ratios within one run only.

interface Round {
  ordersPerCpuSecond: number;
  dispatchMs: number[];
  cpuMsPerOrder: Record<string, number>;
  kilobytesPerOrder: number;
  history: HistoryCost;
}

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    orders: { type: 'string', default: '60' },
    'in-flight': { type: 'string', default: '8' },
    json: { type: 'boolean', default: false },
  },
});
const orders = Number(values.orders);
const names: Name[] = ['headrace', 'naive'];
const WARM_UP = 5;
const ALONE = 10;

const numbers = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(from + index));

async function playRound(name: Name): Promise<Round> {
  const contender = await startContender(name);
  try {
    await playOrders(contender, numbers(1_000_000, WARM_UP), 1);
    const dispatchMs: number[] = [];
    for (const orderNo of numbers(2_000_000, ALONE)) dispatchMs.push((await playOrder(contender, orderNo)).dispatchMs);
    const before = contender.cpu();
    const bytes = contender.bytes();
    const loaded = numbers(3_000_000, orders);
    await playOrders(contender, loaded, Number(values['in-flight']));
    const after = contender.cpu();
    audit(contender, [...numbers(1_000_000, WARM_UP), ...numbers(2_000_000, ALONE), ...loaded]);
    const used = (process: keyof typeof after) => ((after[process] - before[process]) * 1_000) / orders;
    const cpuMsPerOrder = { server: used('server'), api: used('api'), worker: used('worker') };
    return {
      ordersPerCpuSecond: 1_000 / (cpuMsPerOrder.server + cpuMsPerOrder.api + cpuMsPerOrder.worker),
      dispatchMs,
      cpuMsPerOrder,
      kilobytesPerOrder: (contender.bytes() - bytes) / orders / 1_024,
      history: await historyCost(contender.client, contender.workflowId('3000000')),
    };
  } finally {
    await contender.stop();
  }
}

const rounds: Record<Name, Round[]> = { headrace: [], naive: [] };
for (let round = 1; round <= Number(values.rounds); round += 1) {
  for (const name of names) {
    process.stderr.write(`round ${round} of ${values.rounds}: ${name}\n`);
    rounds[name].push(await playRound(name));
  }
}

const actionsOf = ({ actions }: HistoryCost): number => Object.values(actions).reduce((sum, one) => sum + one, 0);

function resultOf(name: Name) {
  const all = rounds[name];
  const over = (pick: (round: Round) => number): Spread => spread(all.map(pick));
  const dispatchMs = all.flatMap((round) => round.dispatchMs);
  const last = all.at(-1)?.history;
  return {
    ordersPerCpuSecond: over((round) => round.ordersPerCpuSecond),
    cpuMsPerOrder: Object.fromEntries(
      ['server', 'api', 'worker'].map((process) => [process, over((round) => round.cpuMsPerOrder[process] ?? 0)]),
    ),
    dispatchMs: { p50: percentile(dispatchMs, 50), p95: percentile(dispatchMs, 95) },
    historyEvents: last?.events ?? 0,
    workflowTasks: last?.workflowTasks ?? 0,
    billableActions: last ? actionsOf(last) : 0,
    actionsByKind: last?.actions ?? {},
    kilobytesPerOrder: median(all.map((round) => round.kilobytesPerOrder)),
  };
}

const [headrace, naive] = [resultOf('headrace'), resultOf('naive')];
const ratio = (a: number, b: number): number => Number((a / b).toFixed(2));
const report = {
  ratios: {
    ordersPerCpuSecondVsNaive: ratio(headrace.ordersPerCpuSecond.median, naive.ordersPerCpuSecond.median),
    dispatchP50VsNaive: ratio(headrace.dispatchMs.p50, naive.dispatchMs.p50),
    historyEventsVsNaive: ratio(headrace.historyEvents, naive.historyEvents),
    actionsVsNaive: ratio(headrace.billableActions, naive.billableActions),
  },
  contenders: { headrace, naive },
  rounds: Number(values.rounds),
  orders,
  inFlight: Number(values['in-flight']),
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  machine: `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}`,
};

if (values.json) {
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} else {
  const row = (what: string, pick: (one: typeof headrace) => string, compared?: number) =>
    `${what.padEnd(30)} ${pick(headrace).padStart(20)} ${pick(naive).padStart(20)} ${(compared?.toFixed(2) ?? '').padStart(8)}\n`;
  const shown = ({ median: middle, min, max }: Spread) => `${middle.toFixed(1)} (${min.toFixed(1)}–${max.toFixed(1)})`;
  process.stdout.write(
    [
      `\n${''.padEnd(30)} ${'headrace'.padStart(20)} ${'bare Temporal'.padStart(20)} ${'ratio'.padStart(8)}\n`,
      row('orders per CPU-second', (one) => shown(one.ordersPerCpuSecond), report.ratios.ordersPerCpuSecondVsNaive),
      row(
        'release to MES, ms p50/p95',
        ({ dispatchMs: { p50, p95 } }) => `${p50.toFixed(0)} / ${p95.toFixed(0)}`,
        report.ratios.dispatchP50VsNaive,
      ),
      row('history events an order', (one) => String(one.historyEvents), report.ratios.historyEventsVsNaive),
      row('billable actions an order', (one) => String(one.billableActions), report.ratios.actionsVsNaive),
      row('kB on disk an order', (one) => one.kilobytesPerOrder.toFixed(0)),
      `\n${report.machine}; ${report.rounds} rounds of ${orders} orders, ${report.inFlight} in flight; ratios of medians\n`,
    ].join(''),
  );
}
process.exit(0);
