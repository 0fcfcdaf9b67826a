import { afterEach, describe, expect, it } from 'vitest';
import type { Connector } from '../../connectors/connector.js';
import { discoverConnectors } from '../../connectors/discover.js';
import type { Acceptance } from '../../practice/acceptance-bench.js';
import { defects } from './acceptance-defects.js';
import { postingChecks } from './acceptance-postings.js';
import { readChecks } from './acceptance-reads.js';
import { bounded, openSubject, type Subject } from './acceptance-trial.js';

const connectors = await discoverConnectors();
const checks = [...postingChecks, ...readChecks];

let subject: Subject | undefined;
afterEach(async () => {
  await subject?.bench.stop();
  subject = undefined;
});

async function planOf(name: string): Promise<Acceptance> {
  const path = new URL(`../../connectors/${name}/practice/acceptance.ts`, import.meta.url);
  return ((await import(path.href)) as { default: Acceptance }).default;
}

describe('the acceptance suite fails a connector that', () => {
  it.each(defects)('$title', async ({ connector, operation, caughtBy, spoil }) => {
    const check = checks.find(({ name }) => name === caughtBy);
    const plan = await planOf(connector);
    subject = await openSubject(connectors.get(connector) as Connector, plan, spoil);
    await expect(bounded(check?.run(subject, operation) ?? Promise.resolve())).rejects.toThrow();
    await subject.bench.stop();
    // The same check holds for the connector as it is: the defect is what it fails for.
    subject = await openSubject(connectors.get(connector) as Connector, plan);
    await check?.run(subject, operation);
  });
});
