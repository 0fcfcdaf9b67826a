import { type Contender, type Name, processes, type Process, startContender } from './contenders.js';
import { averageOf, historyCost } from './history.js';
import { audit, playOrder, playOrders } from './play.js';

export interface Load {
  orders: number;
  inFlight: number;
}

/** What was measured of one contender in one round. */
export interface Round {
  /** Of orders played one at a time. */
  dispatchMs: number[];
  /** Of orders played several at a time, as all that follows. */
  cpuMsPerOrder: Record<Process, number>;
  bytesPerOrder: number;
  eventsPerOrder: Record<string, number>;
  actionsPerOrder: Record<string, number>;
}

/** At most; no more than are measured. */
const WARM_UP = 10;
const ALONE = 15;

const numbers = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(from + index));

/** @throws Error when an order did not take exactly the five calls: then there is nothing to report */
export async function playRound(name: Name, load: Load): Promise<Round> {
  const contender = await startContender(name);
  try {
    const warmUp = numbers(1_000_000, Math.min(WARM_UP, load.orders));
    const alone = numbers(2_000_000, Math.min(ALONE, load.orders));
    const together = numbers(3_000_000, load.orders);
    await playOrders(contender, warmUp, load.inFlight);
    const dispatchMs: number[] = [];
    for (const orderNo of alone) dispatchMs.push(await playOrder(contender, orderNo));
    const used = await underLoad(contender, together, load);
    audit(contender, [...warmUp, ...alone, ...together]);
    const { client, workflowId } = contender;
    const costs = await Promise.all(together.map((orderNo) => historyCost(client, workflowId(orderNo))));
    return {
      dispatchMs,
      ...used,
      eventsPerOrder: averageOf(costs.map(({ events }) => events)),
      actionsPerOrder: averageOf(costs.map(({ actions }) => actions)),
    };
  } finally {
    await contender.stop();
  }
}

async function underLoad(contender: Contender, orderNos: string[], { inFlight }: Load) {
  const bytes = contender.bytes();
  const before = contender.cpu();
  await playOrders(contender, orderNos, inFlight);
  const after = contender.cpu();
  const msPerOrder = (process: Process): number => ((after[process] - before[process]) * 1_000) / orderNos.length;
  return {
    cpuMsPerOrder: Object.fromEntries(processes.map((one) => [one, msPerOrder(one)])) as Record<Process, number>,
    bytesPerOrder: (contender.bytes() - bytes) / orderNos.length,
  };
}
