import type { Logger } from 'pino';
import type { Connector } from '../../connectors/connector.js';
import { ConnectorError, errorClass, type ErrorCode, errorCodes } from '../../contracts/errors.js';
import type { PlantPolicy } from '../../contracts/policy.js';
import type { CallContext, Capability, Ports } from '../../contracts/ports.js';
import { type Landscape, systemById, type SystemConfig } from '../../landscape/landscape.js';
import { portOf } from '../../landscape/port-of.js';
import type { Temporal } from '../temporal.js';
import { Gate } from './gate.js';
import { readQueue } from './queue-limit.js';

/** Why a system has not told its part. */
export interface PartProblem {
  code: ErrorCode | 'SYSTEM_HELD' | 'SYSTEM_BUSY';
  title: string;
  detail: string;
  retryable: boolean;
}

/** What one system says of something: the owner's own words at this instant, or why there are none. */
export type Part<R> = { owner: string; at: string } & ({ data: R } | { problem: PartProblem });

/** A caller waits for it, so it is less patient than a run; `calls.read` of the plant may make it shorter still. */
const ANSWER_MS = 2_500;
/** In one system; the calls of runs come first, and have its queue for their limits. */
const BOUNDS = { atOnce: 8, waiting: 32 };

class NotAsked extends Error {
  readonly problem: PartProblem;

  constructor(problem: PartProblem) {
    super(problem.detail);
    this.problem = problem;
  }
}

export interface SystemsOptions {
  logger: Logger;
  landscape: Landscape;
  connectors: ReadonlyMap<string, Connector>;
  temporal: Temporal;
}

/** The external systems, for reads of a caller who waits. Nothing that they say is kept. */
export class Systems {
  readonly #options: SystemsOptions;
  readonly #ports = new Map<string, unknown>();
  readonly #gates = new Map<string, Gate>();

  constructor(options: SystemsOptions) {
    this.#options = options;
  }

  /** Asks what serves this at a plant; undefined where nothing does. Never throws: what goes wrong is in the answer. */
  async ask<C extends Capability, R>(
    policy: PlantPolicy,
    capability: C,
    read: (port: Ports[C], context: CallContext) => Promise<R>,
  ): Promise<Part<R> | undefined> {
    const system = systemById(this.#options.landscape, policy.systems[capability]?.id ?? '');
    if (!system) return undefined;
    const said = await this.#read(system, policy, (context) => read(this.#port(system, capability), context)).then(
      (data) => ({ data }),
      (error: unknown) => {
        const problem = problemOf(error);
        if (problem.code === 'P-BUG')
          this.#options.logger.error({ err: error, system: system.id }, 'a read met a defect');
        return { problem };
      },
    );
    return { owner: system.id, at: new Date().toISOString(), ...said };
  }

  #port<C extends Capability>(system: SystemConfig, capability: C): Ports[C] {
    const port = this.#ports.get(system.id) ?? portOf(system, this.#options.connectors, capability);
    this.#ports.set(system.id, port);
    return port as Ports[C];
  }

  async #read<R>(system: SystemConfig, { calls }: PlantPolicy, read: (context: CallContext) => Promise<R>): Promise<R> {
    await this.#refuseHeld(system);
    const giveUp = new AbortController();
    const reading = this.#through(system.id, giveUp.signal, read);
    return within(Math.min(ANSWER_MS, calls.readMs), reading, (ms) => {
      giveUp.abort();
      return late(system.id, ms);
    });
  }

  async #through<R>(id: string, signal: AbortSignal, read: (context: CallContext) => Promise<R>): Promise<R> {
    const gate = this.#gates.get(id) ?? new Gate(BOUNDS);
    this.#gates.set(id, gate);
    await gate.enter(signal).catch((error: unknown) => {
      throw error instanceof RangeError ? busy(id) : error;
    });
    try {
      return await read({ signal });
    } finally {
      // Not before it has ended: one that does not let itself be stopped still burdens the system.
      gate.leave();
    }
  }

  /** Where Temporal does not say whether it is held, it is asked: a read changes nothing, and is wanted just then. */
  async #refuseHeld({ id, queue }: SystemConfig): Promise<void> {
    const state = await this.#options.temporal.call((client) => readQueue(client, queue)).catch(() => undefined);
    if (!state?.held) return;
    const why = state.reason ? ` (${state.reason}${state.by ? `, by ${state.by}` : ''})` : '';
    const detail = `${id} is on hold${why}: it is not asked until it is released`;
    throw new NotAsked({ code: 'SYSTEM_HELD', title: 'The system is on hold', detail, retryable: true });
  }
}

const busy = (id: string): NotAsked =>
  new NotAsked({
    code: 'SYSTEM_BUSY',
    title: 'The system is being asked enough already',
    detail: `${id} is being asked ${BOUNDS.atOnce} times at once, and ${BOUNDS.waiting} wait`,
    retryable: true,
  });

const late = (id: string, ms: number): ConnectorError =>
  new ConnectorError({ code: 'T-UNAVAILABLE', text: `${id}: no answer within ${ms / 1_000} s`, applied: 'no' });

async function within<T>(ms: number, work: Promise<T>, otherwise: (ms: number) => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(otherwise(ms)), ms);
  });
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}

function problemOf(error: unknown): PartProblem {
  if (error instanceof NotAsked) return error.problem;
  const { code, text } =
    error instanceof ConnectorError ? error.trouble : { code: 'P-BUG' as const, text: 'a defect met the read' };
  return { code, title: errorCodes[code].title, detail: text, retryable: ['T', 'U'].includes(errorClass(code)) };
}
