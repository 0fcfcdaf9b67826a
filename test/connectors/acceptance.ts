import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connector } from '../../connectors/connector.js';
import { type CallClass, operations } from '../../contracts/ports.js';
import type { Acceptance } from '../../practice/acceptance-bench.js';
import { type Check, postingChecks } from './acceptance-postings.js';
import { readChecks } from './acceptance-reads.js';
import { openSubject, type Subject } from './acceptance-trial.js';

/** What every connector must do, tried over the wire against its stand-in. */
export function acceptance(name: string, { connector, plan }: { connector: Connector; plan: Acceptance }): void {
  const classes: Record<string, CallClass> = operations[connector.capability];
  const skips = new Set(Object.keys(plan.skips));
  let subject: Subject;
  beforeAll(async () => {
    subject = await openSubject(connector, plan);
  });
  afterAll(() => subject.bench.stop());

  it('is tried with every operation of its port', () => {
    const { reads, postings } = subject.bench;
    expect([...Object.keys(reads), ...Object.keys(postings)].sort()).toEqual(Object.keys(classes).sort());
  });

  for (const [operation, kind] of Object.entries(classes)) {
    describe(`${name} ${operation}`, () => {
      for (const check of kind === 'read' ? readChecks : postingChecks.filter(applyTo(operation, kind))) {
        const skip = `${operation}: ${check.name}`;
        const reason = plan.skips[skip];
        skips.delete(skip);
        if (reason === undefined) it(check.name, () => check.run(subject, operation));
        else it(`SKIPPED ${check.name}: ${reason}`, () => explain(skip, reason));
      }
    });
  }

  it('skips nothing that is not a check', () => {
    expect([...skips]).toEqual([]);
  });
}

/** What a port promises of these: taking back what never was counts as done. */
const UNDOING = [
  'cancelOrder',
  'cancelStaging',
  'cancelOutbound',
  'cancelInbound',
  'cancelLoad',
  'deleteDelivery',
  'deleteInboundDelivery',
  'reverseGoodsIssue',
  'reverseFreightAccrual',
  'withdrawChange',
];

export const applyTo =
  (operation: string, kind: CallClass) =>
  ({ only = kind, undo }: Check): boolean =>
    only === kind && (!undo || UNDOING.includes(operation));

function explain(skip: string, reason: string): void {
  process.stdout.write(`SKIPPED ${skip}: ${reason}\n`);
  expect(reason.length).toBeGreaterThan(30);
}
