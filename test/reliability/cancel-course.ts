import type { Body } from '../setup/plant.js';
import type { Recorded } from './cancel-record.js';
import type { Trade } from './cancel-trade.js';

/** How an order has come to rest for good. */
export interface Ended {
  how: 'done' | 'parked';
  views: Map<string, Body>;
}

const LIVE_MS = 60;
const LOOK_MS = 150;
/** So long nothing moves but for an exception that nobody decides: it is parked. */
const PARKED_MS = 15_000;
const PATIENCE_MS = 90_000;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Follows one order from its beginning: the world lives around it, and a person decides what is asked. */
export class Course {
  readonly orderNo: string;
  readonly #trade: Trade;
  readonly #scenario: string;
  readonly #announced = new Map<string, string[][]>();
  readonly #decided = new Set<string>();
  #alive = true;
  /** Why the world does not go on: a defect of the test. */
  #broken: unknown;
  /** The world stands still. */
  paused = false;

  readonly #patienceMs: number;

  constructor(trade: Trade, scenario: string, patienceMs = PATIENCE_MS) {
    this.#trade = trade;
    this.#scenario = scenario;
    this.#patienceMs = patienceMs;
    this.orderNo = trade.nextOrder();
  }

  async begin(): Promise<void> {
    await this.#trade.begin(this.orderNo, this.#scenario);
    this.#live().catch((error: unknown) => (this.#broken = error));
  }

  stop(): void {
    this.#alive = false;
  }

  /** @throws Error when it neither ends nor comes to rest before a person */
  async ended(): Promise<Ended> {
    const deadline = Date.now() + this.#patienceMs;
    let before = '';
    let since = Date.now();
    for (;;) {
      const views = await this.#look();
      if (this.#broken !== undefined) throw new Error('the world does not go on', { cause: this.#broken });
      const all = [...views.values()];
      if (all.length > 0 && all.every(({ condition }) => condition === 'DONE')) return { how: 'done', views };
      const now = JSON.stringify(all.map(({ state, condition, revision, step }) => [state, condition, revision, step]));
      if (now !== before) since = Date.now();
      before = now;
      const isParked = all.some(({ condition }) => condition === 'EXCEPTION') && Date.now() - since > PARKED_MS;
      if (isParked) return { how: 'parked', views };
      if (Date.now() > deadline)
        throw new Error(`${this.#scenario}, order ${this.orderNo} neither ends nor parks: ${shown(views)}`);
      await sleep(LOOK_MS);
    }
  }

  async records(): Promise<Recorded[]> {
    const views = await this.#look();
    return [...views].map(([part, { process, timeline }]) => ({
      part,
      process,
      timeline,
      announced: this.#announced.get(part) ?? [],
    }));
  }

  async #live(): Promise<void> {
    while (this.#alive) {
      if (!this.paused) this.#trade.live(this.orderNo, this.#scenario);
      await sleep(LIVE_MS);
    }
  }

  /** All of its runs as the API shows them. A person looks too. */
  async #look(): Promise<Map<string, Body>> {
    const views = new Map<string, Body>();
    for (const [part, runId] of this.#trade.runsOf(this.orderNo)) {
      const { status, body } = await this.#trade.plant.call('GET', `/v1/runs/${runId}`);
      if (status !== 200) continue;
      views.set(part, body);
      this.#announced.set(part, [...(this.#announced.get(part) ?? []), body.undoable]);
      await this.#decide(runId, body);
    }
    return views;
  }

  async #decide(runId: string, { exceptions, revision }: Body): Promise<void> {
    for (const exception of exceptions) {
      const choice = this.#trade.decide(exception, this.orderNo);
      const once = `${runId} ${exception.id} ${exception.since} ${revision}`;
      if (choice === undefined || this.#decided.has(once)) continue;
      this.#decided.add(once);
      await this.#trade.plant.call(
        'POST',
        `/v1/runs/${runId}/actions`,
        { action: 'decide', exceptionId: exception.id, reasonCode: 'TEST', text: 'as it is', payload: { choice } },
        { as: 'supervisor' },
      );
    }
  }
}

export const shown = (views: Map<string, Body>): string =>
  JSON.stringify(
    [...views].map(([part, { state, condition, step, waitingFor, exceptions, undoable }]) => ({
      ...{ part, state, condition, step, undoable },
      ...(waitingFor && { waitingFor: waitingFor.what }),
      exceptions: exceptions.map(({ code, text }) => `${code} ${text}`),
    })),
  );
