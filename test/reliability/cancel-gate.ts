import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { Connector } from '../../connectors/connector.js';
import { ConnectorError } from '../../contracts/errors.js';
import type { CallContext, Posting, PostingContext, Ports, Read } from '../../contracts/ports.js';

/** Where a call is stopped: before it is sent, or when it has had its effect; and whether it then gets through. */
export const moments = ['before', 'after', 'request lost', 'reply lost'] as const;
export type Moment = (typeof moments)[number];

/** The n-th time that a run takes a step. */
export interface Stop {
  isOf: (runId: string) => boolean;
  step: string;
  nth: number;
  moment: Moment;
}

export interface Trap {
  /** The run whose call is held now. */
  struck: Promise<string>;
  readonly hasStruck: boolean;
  /** Lets the call go on. */
  open(): void;
  /** Nothing is held there any more. */
  remove(): void;
}

interface SetTrap extends Stop {
  struck: Turn<string>;
  opened: Turn<void>;
  /** Its calls of the step so far, by activity; what is repeated below the workflow is one call. */
  calls: string[];
  heldCall: string | undefined;
}

type Call = () => Promise<unknown>;
type Operation = Read<unknown, unknown> | Posting<unknown, unknown>;

/** A promise that somebody else resolves. */
interface Turn<T> {
  promise: Promise<T>;
  resolve(value: T): void;
}

function turn<T>(): Turn<T> {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}

const LOST = { code: 'T-UNAVAILABLE', text: 'the connection was cut', applied: 'maybe' } as const;

/** Stands between workers and connectors, and holds one call of a run at a time where a test says so. */
export class Gate {
  readonly #traps = new Set<SetTrap>();
  #client: Client | undefined;

  /** Who knows of a read which step it is for. */
  connect(client: Client): void {
    this.#client = client;
  }

  wrap(connectors: Map<string, Connector>): Map<string, Connector> {
    const wrapped = (connector: Connector): Connector => ({
      ...connector,
      create: (id, config) => this.#around(connector.create(id, config)),
    });
    return new Map([...connectors].map(([name, connector]) => [name, wrapped(connector)]));
  }

  /** The first run of them that takes the step is stopped there. */
  set(stop: Stop): Trap {
    const trap: SetTrap = { ...stop, struck: turn(), opened: turn(), calls: [], heldCall: undefined };
    this.#traps.add(trap);
    return {
      struck: trap.struck.promise,
      get hasStruck() {
        return trap.heldCall !== undefined;
      },
      open: trap.opened.resolve,
      remove: () => {
        trap.opened.resolve();
        this.#traps.delete(trap);
      },
    };
  }

  #around(port: Ports[keyof Ports]): Ports[keyof Ports] {
    const operations = Object.entries(port as object) as [string, Operation][];
    const wrapped = operations.map(([name, operation]): [string, Operation] => [
      name,
      typeof operation === 'function' ? this.#read(operation.bind(port)) : this.#posting(operation),
    ]);
    return Object.fromEntries(wrapped) as unknown as Ports[keyof Ports];
  }

  #read(read: Read<unknown, unknown>): Read<unknown, unknown> {
    return (message: unknown, context: CallContext) => this.#pass(() => read(message, context));
  }

  #posting(posting: Posting<unknown, unknown>): Posting<unknown, unknown> {
    return {
      send: (message: unknown, context: PostingContext) =>
        this.#pass(() => posting.send(message, context), context.key),
      find: (message: unknown, context: PostingContext) => this.#lookUp(() => posting.find(message, context)),
    };
  }

  async #pass(call: Call, key?: string): Promise<unknown> {
    const trap = await this.#trapFor(key);
    if (!trap) return call();
    const { moment } = trap;
    const result = moment === 'after' || moment === 'reply lost' ? await call() : undefined;
    trap.struck.resolve(runOfThisCall());
    await trap.opened.promise;
    if (moment === 'before') return call();
    if (moment === 'after') return result;
    throw new ConnectorError(LOST);
  }

  /** What was lost stays so for as long as the same call goes on below the workflow. */
  #lookUp(call: Call): Promise<unknown> {
    const { activityId } = Context.current().info;
    const isLost = [...this.#traps].some(({ heldCall }) => heldCall === `${runOfThisCall()} ${activityId}`);
    return isLost ? Promise.reject(new ConnectorError(LOST)) : call();
  }

  async #trapFor(key?: string): Promise<SetTrap | undefined> {
    const run = runOfThisCall();
    const call = `${run} ${Context.current().info.activityId}`;
    for (const trap of [...this.#traps].filter(({ isOf }) => isOf(run))) {
      if (trap.heldCall !== undefined) {
        if (trap.heldCall === call) return trap;
        continue;
      }
      if (trap.calls.includes(call) || (await this.#stepOf(run, key)) !== trap.step) continue;
      trap.calls.push(call);
      if (trap.calls.length < trap.nth) continue;
      trap.heldCall = call;
      return trap;
    }
    return undefined;
  }

  /** A posting's key names its step; what undoes is none. Of a read, the run's history has the key. */
  async #stepOf(run: string, known?: string): Promise<string | undefined> {
    const [, step] = (known ?? (await this.#keyInHistory(run))).split('|');
    return step === 'comp' ? undefined : step;
  }

  async #keyInHistory(run: string): Promise<string> {
    const { activityId } = Context.current().info;
    const { events } = (await this.#client?.workflow.getHandle(run).fetchHistory()) ?? {};
    for (const { activityTaskScheduledEventAttributes: scheduled } of events ?? []) {
      const [input] = scheduled?.input?.payloads ?? [];
      if (scheduled?.activityId !== activityId || !input?.data) continue;
      return (JSON.parse(Buffer.from(input.data).toString()) as { key: string }).key;
    }
    return '';
  }
}

const runOfThisCall = (): string => Context.current().info.workflowExecution?.workflowId ?? '';
