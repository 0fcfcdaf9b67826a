import { setTimeout as sleep } from 'node:timers/promises';
import type { Shift } from '../../practice/shift.js';
import { shiftOrders } from '../../practice/shift-orders.js';
import { shiftSales } from '../../practice/shift-sales.js';
import type { Client } from '../client.js';
import { CliError, exitCodes } from '../exit.js';
import type { Stack } from '../local/stack.js';
import type { RunEntry, RunList } from '../replies.js';
import type { Board } from './board.js';
import { freeingCommand } from './free.js';
import { type OrderRow, productionRow, salesRow } from './order-row.js';

export interface WatchOptions {
  client: Client;
  stack: Stack;
  shift: Shift;
  board: Board;
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  deadline?: number | undefined;
}

const LOOK_MS = 400;

/** A row that a person can free now. */
export type Stuck = OrderRow & { stuck: RunEntry };

/** Follows the orders of the shift by asking the API, as anybody would. */
export class Watch {
  readonly #options: WatchOptions;
  #runs: RunEntry[] = [];
  #failure: Error | undefined;

  constructor(options: WatchOptions) {
    this.#options = options;
    options.shift.done.catch((failure: unknown) => {
      this.#failure = failure instanceof Error ? failure : new Error(String(failure));
    });
  }

  get runs(): readonly RunEntry[] {
    return this.#runs;
  }

  get rows(): OrderRow[] {
    const { deliveries } = this.#options.stack.plant.sap.ledger();
    const deliveriesOf = (salesOrderNo: string): string[] =>
      deliveries.filter((one) => one.salesOrderNo === salesOrderNo).map(({ deliveryNo }) => deliveryNo);
    return [
      ...shiftOrders.map((order) => productionRow(order, this.#runs)),
      ...shiftSales.map((sale) => salesRow(sale, this.#runs, deliveriesOf(sale.salesOrderNo))),
    ];
  }

  /** What waits for a person, though its cause has gone. */
  get freeable(): Stuck[] {
    const { cleared } = this.#options.shift;
    const isCleared = ({ orderNo, stuck }: OrderRow) => cleared.has(stuck?.key ?? '') || cleared.has(orderNo);
    return this.rows.filter((row): row is Stuck => row.stuck !== undefined && isCleared(row));
  }

  /**
   * Shows the orders until it is so: all, or some.
   * @throws Error when a process or the shift has failed, CliError when the time is over, AbortError
   */
  async until(so: () => boolean | Promise<boolean>, orderNos?: readonly string[]): Promise<void> {
    const { board, signal, stack, deadline } = this.#options;
    for (;;) {
      await this.#look();
      const waiting = this.freeable.map((row) => ({ row, command: freeingCommand(row.stuck) }));
      board.show({ rows: this.rows.filter(({ orderNo }) => orderNos?.includes(orderNo) ?? true), waiting });
      if (await so()) return;
      const failure = this.#failure ?? stack.failure();
      if (failure) throw failure;
      if (deadline !== undefined && Date.now() > deadline) throw this.#late();
      await sleep(LOOK_MS, undefined, { signal });
    }
  }

  async #look(): Promise<void> {
    try {
      this.#runs = (await this.#options.client.get<RunList>('/v1/runs', { limit: 200 })).runs;
    } catch (error) {
      // The API is started again when somebody has killed it.
      if (!(error instanceof CliError && error.exitCode === exitCodes.unreachable)) throw error;
    }
  }

  #late(): CliError {
    const open = this.rows.filter(({ ended }) => !ended);
    const lines = open.map(({ orderNo, plant, state, note }) =>
      `\n  ${orderNo} at ${plant}: ${state} ${note}`.trimEnd(),
    );
    return new CliError(`the time is over, and ${open.length} orders are not closed:${lines.join('')}`);
  }
}
