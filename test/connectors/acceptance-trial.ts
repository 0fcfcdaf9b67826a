import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connector } from '../../connectors/connector.js';
import { ConnectorError, type Trouble } from '../../contracts/errors.js';
import { type CallClass, operations, type Posted, type Posting, type Read } from '../../contracts/ports.js';
import type { Acceptance, AcceptanceBench, ConfigChange, PostingTrial } from '../../practice/acceptance-bench.js';
import type { Fault, FaultRequest } from '../../practice/faults.js';

export type Port = Record<string, Posting<unknown, Posted> | Read<unknown, unknown>>;

/** A connector against its stand-in; `spoil` plants a defect between the two and the suite. */
export interface Subject {
  bench: AcceptanceBench;
  connect(change?: ConfigChange): Port;
  classOf(operation: string): CallClass;
}

export const SYSTEM = 'ACCEPTANCE';

export async function openSubject(
  connector: Connector,
  acceptance: Acceptance,
  spoil = (port: Port): Port => port,
): Promise<Subject> {
  const bench = await acceptance.start();
  return {
    bench,
    connect: (change) =>
      spoil(connector.create(SYSTEM, connector.config.parse(bench.config(change))) as unknown as Port),
    classOf: (operation) => (operations[connector.capability] as Record<string, CallClass>)[operation] as CallClass,
  };
}

/** Short enough that a test can wait for it, long enough for an answer on a busy machine. */
export const IMPATIENT: ConfigChange = { connectMs: 500, replyMs: 500 };
export const HELD_MS = 4_000;
const CHECK_MS = 25_000;

/** A signal that nobody gives; one each, for those who listen never leave it. */
export const never = (): AbortSignal => new AbortController().signal;

let keys = 0;
export const newKey = (): string => `acceptance|${process.pid}|${++keys}`;

/** One posting that is about to be tried. */
export async function openTrial(subject: Subject, operation: string, change?: ConfigChange) {
  const trial = subject.bench.postings[operation] as PostingTrial;
  const { message, documents } = await trial.prepare();
  const posting = subject.connect(change)[operation] as Posting<unknown, Posted>;
  const key = newKey();
  return {
    key,
    message,
    documents,
    trial,
    send: (signal = never()) => posting.send(message, { key, signal }),
    find: (another = key) => posting.find(message, { key: another, signal: never() }),
    posting,
  };
}

/** Asks for a fault; one that never struck has tested nothing. */
export async function under<T>(
  subject: Subject,
  request: FaultRequest,
  work: (fault: Fault) => Promise<T>,
): Promise<T> {
  const { faults } = subject.bench;
  const fault = faults.ask(request);
  try {
    const outcome = await work(fault);
    assert.ok(fault.struck > 0, `the fault ${request.kind} never struck`);
    return outcome;
  } finally {
    faults.clear();
  }
}

/** The trouble that a call ends in. */
export async function troubleOf(call: Promise<unknown>): Promise<Trouble> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ConnectorError) return error.trouble;
    throw new assert.AssertionError({ message: `threw ${String(error)}, which is no ConnectorError` });
  }
  throw new assert.AssertionError({ message: 'reported success' });
}

/** Ends a check that would hang. */
export async function bounded<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('did not come to an end')), CHECK_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** An address at which nobody listens. */
export async function deadUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
