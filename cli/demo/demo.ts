import { shortened } from '../../practice/landscape.js';
import { reckon } from '../../practice/reckoning.js';
import { type Shift, startShift } from '../../practice/shift.js';
import { shiftOrders } from '../../practice/shift-orders.js';
import { shiftSales } from '../../practice/shift-sales.js';
import { Client } from '../client.js';
import { exitCodes } from '../exit.js';
import { type Stack, startStack } from '../local/stack.js';
import { type Board, createBoard } from './board.js';
import { booksOf, reckonNow, resultOf } from './books.js';
import { type Freed, freeLikeAPerson } from './free.js';
import { closingWords, openingWords, summary } from './summary.js';
import { Watch } from './watch.js';

export interface DemoOptions {
  /** Frees the stuck orders itself, and ends when all are closed. */
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

/** A shift at two plants, from order to cash, with trouble, on a product that runs here. @returns the exit code */
export async function runDemo(options: DemoOptions): Promise<number> {
  const { json, once, outageMs, limitMs, signal } = options;
  const stream = json ? process.stderr : process.stdout;
  const board = createBoard(stream);
  const say = (text: string): void => void stream.write(text);
  const tell = (happening: string): void => board.happened(happening);
  const deadline = once ? Date.now() + limitMs : undefined;
  const stack = await startStack({ tell, stocked: true, forPeople: !once, signal });
  try {
    say(openingWords({ stack, outageMs, shortened, orders: shiftOrders.length, sales: shiftSales.length }));
    const shift = startShift(stack.plant, { orders: shiftOrders, sales: shiftSales, outageMs, tell });
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
    for (const { stuck, orderNo } of watch.freeable) {
      if (freed.some(({ runId }) => runId === stuck.runId)) continue;
      const done = await freeLikeAPerson(stack, stuck);
      freed.push(done);
      board.happened(`${done.by} has looked at ${orderNo}: ${done.choice ?? done.action}`);
    }
    return watch.rows.every(({ ended }) => ended);
  });
  board.end();
  const reckoning = reckon(booksOf(stack, watch));
  const troubles = shift.troubles();
  const result = {
    ready_ms: stack.readyMs,
    shift_ms: Date.now() - startedAt,
    outage_ms: outageMs,
    orders: { production: shiftOrders.length, sales: shiftSales.length },
    troubles,
    freed,
    ...resultOf(reckoning, troubles, freed),
  };
  if (json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  else process.stdout.write(summary({ rows: watch.rows, shift, reckoning, differences: result.differences }));
  return result.differences.length > 0 ? exitCodes.refused : exitCodes.done;
}

async function playWithPeople({ stack, shift, watch, board }: Scene, say: (text: string) => void): Promise<number> {
  const isQuiet = (): boolean => {
    const waiting = watch.freeable.map(({ orderNo }) => orderNo);
    return watch.rows.every(({ ended, orderNo }) => ended || waiting.includes(orderNo));
  };
  await watch.until(isQuiet);
  const waiting = watch.freeable;
  board.end();
  say(closingWords({ stack, shift, rows: watch.rows, waiting, reckoning: reckonNow(stack, watch) }));
  if (waiting.length > 0) {
    const orderNos = waiting.map(({ orderNo }) => orderNo);
    await watch.until(() => watch.rows.every(({ ended }) => ended), orderNos);
    board.end();
    const { differences } = reckonNow(stack, watch);
    const books = differences.length === 0 ? 'All ledgers agree.' : differences.join('\n');
    say(`\nNothing waits for anybody any more. ${books}\nStop: Ctrl-C\n`);
  }
  await watch.until(() => false, []);
  return stack.failure() ? exitCodes.refused : exitCodes.done;
}
