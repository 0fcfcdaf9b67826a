import { plantNames } from '../../practice/plant.js';
import { type Books, reckon } from '../../practice/reckoning.js';
import { shortened } from '../../practice/landscape.js';
import { type Shift, startShift } from '../../practice/shift.js';
import { shiftOrders } from '../../practice/shift-orders.js';
import { Client } from '../client.js';
import { exitCodes } from '../exit.js';
import { type Stack, startStack } from '../local/stack.js';
import { type Board, createBoard } from './board.js';
import { type Freed, freeLikeAPlanner } from './free.js';
import { closingWords, openingWords, summary } from './summary.js';
import { Watch } from './watch.js';

export interface DemoOptions {
  /** Frees the stuck order itself, and ends when all are closed. */
  once: boolean;
  json: boolean;
  outageMs: number;
  /** Of `once`. */
  limitMs: number;
  signal: AbortSignal;
}

interface Scene {
  stack: Stack;
  shift: Shift;
  watch: Watch;
  board: Board;
}

/** A shift of ten orders at two plants, with trouble, on a product that runs here. @returns the exit code */
export async function runDemo(options: DemoOptions): Promise<number> {
  const { json, once, outageMs, limitMs, signal } = options;
  const stream = json ? process.stderr : process.stdout;
  const board = createBoard(stream);
  const deadline = once ? Date.now() + limitMs : undefined;
  const say = (text: string): void => void stream.write(text);
  const tell = (happening: string): void => board.happened(happening);
  const stack = await startStack({ tell, forPeople: !once, signal });
  try {
    say(openingWords({ stack, orders: shiftOrders.length, outageMs, shortened }));
    const shift = startShift(stack.plant, { outageMs, tell });
    const client = new Client({ url: stack.apiUrl, key: stack.plant.keys.ADMIN });
    const scene = { stack, shift, board, watch: new Watch({ client, stack, shift, board, signal, deadline }) };
    try {
      return once ? await playToTheEnd(scene, options) : await playWithPeople(scene, say);
    } finally {
      shift.stop();
    }
  } finally {
    board.end();
    await stack.stop();
  }
}

async function playToTheEnd({ stack, shift, watch, board }: Scene, { json, outageMs }: DemoOptions): Promise<number> {
  const startedAt = Date.now();
  const freed: Freed[] = [];
  await watch.until(async () => {
    for (const { stuck } of watch.mended) {
      if (!stuck || freed.some(({ runId }) => runId === stuck.runId)) continue;
      freed.push(await freeLikeAPlanner(stack, stuck));
      board.happened(`${stuck.key} was sent to the MES again, as planner-${stuck.plant.toLowerCase()} would do it`);
    }
    return watch.rows.every(({ ended }) => ended);
  });
  board.end();
  const { differences, ...reckoning } = reckon(booksOf(stack, watch));
  const faults = shift.faults();
  const result = {
    ready_ms: stack.readyMs,
    shift_ms: Date.now() - startedAt,
    outage_ms: outageMs,
    orders: shiftOrders.length,
    faults,
    freed,
    ...reckoning,
    differences: [...differences, ...notStruck(faults)],
  };
  if (json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else process.stdout.write(summary({ rows: watch.rows, shift, differences: result.differences, ...reckoning }));
  return result.differences.length > 0 ? exitCodes.refused : exitCodes.done;
}

/** A fault that was asked for and never struck proves nothing. */
const notStruck = (faults: ReturnType<Shift['faults']>): string[] => [
  ...faults.filter(({ struck }) => struck === 0).map(({ kind }) => `the fault ${kind} was asked for and never struck`),
  ...(faults.length === 0 ? ['no fault was asked for'] : []),
];

async function playWithPeople(scene: Scene, say: (text: string) => void): Promise<number> {
  const { stack, watch, board } = scene;
  await watch.until(() => {
    const mended = watch.mended.map(({ orderNo }) => orderNo);
    return watch.rows.every(({ ended, orderNo }) => ended || mended.includes(orderNo));
  });
  const waiting = watch.mended;
  board.end();
  say(closingWords({ ...scene, rows: watch.rows, waiting, reckoning: reckonNow(scene) }));
  if (waiting.length > 0) {
    await watch.until(() => watch.rows.every(({ ended }) => ended));
    board.end();
    for (const { orderNo, state } of watch.rows.filter((row) => waiting.some((one) => one.orderNo === row.orderNo))) {
      say(
        `\nOrder ${orderNo} waits for nobody any more: ${state === 'CLOSED' ? 'it was made, and is CLOSED' : `it is ${state}`}.\n`,
      );
    }
    const { differences } = reckonNow(scene);
    say(differences.length === 0 ? 'All ledgers agree. Stop: Ctrl-C\n' : `${differences.join('\n')}\n`);
  }
  await watch.until(() => false);
  return stack.failure() ? exitCodes.refused : exitCodes.done;
}

function reckonNow({ stack, watch }: Scene) {
  // What people have cancelled does not end as the others do.
  const underWay = watch.rows.filter(({ state, ended }) => !ended || state !== 'CLOSED').map(({ orderNo }) => orderNo);
  return reckon({ ...booksOf(stack, watch), underWay });
}

function booksOf({ plant }: Stack, { runs }: Watch): Books {
  const ledgers = plantNames.map((name) => [name, { mes: plant.mes[name].ledger(), wms: plant.wms[name].ledger() }]);
  return {
    sap: plant.sap.ledger(),
    plants: Object.fromEntries(ledgers),
    runs: runs.map(({ runId, state }) => ({ runId, state })),
  };
}
