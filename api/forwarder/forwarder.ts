import type { ApiContext } from '../context.js';
import { isUnanswered } from '../temporal.js';
import { deliver } from './deliver.js';
import { AGAIN_AFTER_MS, fanOut } from './fan-out.js';
import { inLanes } from './lanes.js';
import { OrphanSweep } from './orphans.js';
import { Patience } from './patience.js';

const POLL_MS = 500;
const SWEEP_MS = 3_000;
const AWAY_MAX_MS = 5_000;
const LANES = 8;
const TARGETS = 32;
const PER_TARGET = 100;
/** Targets that are waited for must not hide those behind them. */
const TARGETS_MAX = 500;

interface Pass {
  settled: number;
  answered: number;
  unanswered: number;
}

/**
 * Carries messages from the store to their runs, each key in its order, and marks them only after Temporal's
 * acknowledgement. Any number may run at once: what is delivered twice has the same offset, and runs ignore that.
 */
export class Forwarder {
  readonly #context: ApiContext;
  readonly #patience = new Patience();
  readonly #orphans: OrphanSweep;
  #running: Promise<void> | undefined;
  #stopping = false;
  #stirred = false;
  #interrupt: (() => void) | undefined;
  #awayMs = 0;
  #sweepAt = 0;

  constructor(context: ApiContext) {
    this.#context = context;
    this.#orphans = new OrphanSweep(context);
  }

  start(): void {
    this.#stopping = false;
    this.#running ??= this.#run();
  }

  /** There is something to forward. */
  wake(): void {
    this.#stirred = true;
    if (this.#awayMs === 0) this.#interrupt?.();
  }

  /** Resolves when what was under way has ended. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#interrupt?.();
    await this.#running;
    this.#running = undefined;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#stirred = false;
      try {
        const pass = await this.#pass();
        this.#heed(pass);
        await this.#sweep();
        if (pass.settled > 0 && this.#awayMs === 0) continue;
      } catch (error) {
        this.#context.logger.error({ err: error }, 'the forwarder could not read the store');
      }
      await this.#rest(Math.max(this.#awayMs, POLL_MS));
    }
  }

  async #pass(): Promise<Pass> {
    const targets = Math.min(TARGETS + this.#patience.size, TARGETS_MAX);
    const pending = await this.#context.store.messages.pending({ targets, perTarget: PER_TARGET });
    const pass: Pass = { settled: 0, answered: 0, unanswered: 0 };
    const due = [...pending].filter(([target]) => this.#patience.isDue(target));
    await inLanes(LANES, due, async ([target, messages]) => {
      if (this.#stopping || (pass.unanswered >= LANES && pass.answered === 0)) return;
      try {
        pass.settled += await this.#carry(target, messages);
        pass.answered += 1;
      } catch (error) {
        if (isUnanswered(error)) pass.unanswered += 1;
        this.#patience.postpone(target);
        this.#context.logger.warn({ err: error, target }, 'messages could not be forwarded yet');
      }
    });
    return pass;
  }

  async #carry(target: string, messages: Parameters<typeof deliver>[2]): Promise<number> {
    if (target.includes('/')) {
      const settled = await deliver(this.#context, target, messages);
      this.#patience.forget(target);
      return settled;
    }
    this.#patience.postpone(target, AGAIN_AFTER_MS);
    return fanOut(this.#context, messages);
  }

  /** One key without an answer waits alone; none with an answer means that Temporal is away. */
  #heed({ answered, unanswered }: Pass): void {
    if (unanswered > 0 && answered === 0) {
      this.#awayMs = Math.min(Math.max(this.#awayMs * 2, POLL_MS), AWAY_MAX_MS);
    } else if (answered > 0 && this.#awayMs > 0) {
      this.#awayMs = 0;
      this.#patience.clear();
    }
  }

  async #sweep(): Promise<void> {
    if (this.#awayMs > 0 || Date.now() < this.#sweepAt) return;
    this.#sweepAt = Date.now() + SWEEP_MS;
    await this.#orphans.sweep().catch((error: unknown) => {
      this.#context.logger.warn({ err: error }, 'orphans could not be looked after yet');
    });
  }

  async #rest(ms: number): Promise<void> {
    if (this.#stopping || (this.#stirred && this.#awayMs === 0)) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#interrupt = undefined;
  }
}
