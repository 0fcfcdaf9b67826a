import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { searchAttributeTypes } from '../../contracts/start.js';
import { attempt, DEADLINE_MS, isNotFound, isRefused } from './calls.js';

/** `problems` need a person: each says what is wrong and what to do about it. */
export interface NamespaceReport {
  namespace: string;
  exists: boolean;
  retentionDays?: number;
  missingAttributes: string[];
  /** What `prepareNamespace` did. */
  changes: string[];
  problems: string[];
}

/** Values of temporal.api.enums.v1.IndexedValueType. */
const valueTypes = { KEYWORD: 2, DATETIME: 6 } as const;
const typeNames = ['unset', 'Text', 'Keyword', 'Int', 'Double', 'Bool', 'Datetime', 'KeywordList'];
const DAY_S = 86_400;
/** A server may need some seconds until a new namespace is known everywhere in it. */
const KNOWN_WITHIN_MS = 30_000;

/**
 * Makes a namespace fit for Headrace on any server: registers it, sets its retention, adds missing search
 * attributes. Safe to repeat. What it may not do (Temporal Cloud refuses namespace calls) is listed as a problem.
 * @throws ServiceError when the server does not answer
 */
export async function prepareNamespace(
  connection: Connection,
  namespace: string,
  retentionDays: number,
): Promise<NamespaceReport> {
  const changes: string[] = [];
  const problems: string[] = [];
  const change = async (what: string, call: () => Promise<unknown>): Promise<void> => {
    try {
      await attempt(connection, call);
      changes.push(what);
    } catch (error) {
      if (!isRefused(error)) throw error;
      problems.push(`the server does not let us ${what}: do it in its own console`);
    }
  };
  const retention = msToTs(retentionDays * DAY_S * 1_000);
  const { workflowService, operatorService } = connection;

  const before = await inspectNamespace(connection, namespace);
  if (!before.exists) {
    await change(`register namespace ${namespace} with ${retentionDays} days of retention`, () =>
      workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: retention }),
    );
    if (problems.length > 0) return { ...before, changes, problems };
    await untilKnown(connection, namespace);
  } else if (before.retentionDays !== retentionDays) {
    await change(`set the retention of ${namespace} to ${retentionDays} days`, () =>
      workflowService.updateNamespace({ namespace, config: { workflowExecutionRetentionTtl: retention } }),
    );
  }
  const missing = before.exists
    ? before.missingAttributes
    : (await inspectNamespace(connection, namespace)).missingAttributes;
  if (missing.length > 0) {
    await change(`add the search attributes ${missing.join(', ')}`, () =>
      operatorService.addSearchAttributes({ namespace, searchAttributes: typesOf(missing) }),
    );
  }
  const after = await inspectNamespace(connection, namespace);
  return { ...after, changes, problems: [...problems, ...after.problems] };
}

/** What a namespace has and lacks; changes nothing. */
export async function inspectNamespace(connection: Connection, namespace: string): Promise<NamespaceReport> {
  const report: NamespaceReport = { namespace, exists: true, missingAttributes: [], changes: [], problems: [] };
  try {
    const { config } = await attempt(connection, () => connection.workflowService.describeNamespace({ namespace }));
    const { customAttributes } = await attempt(connection, () =>
      connection.operatorService.listSearchAttributes({ namespace }),
    );
    report.retentionDays = Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) / DAY_S;
    for (const [name, type] of Object.entries(searchAttributeTypes)) {
      const has = customAttributes[name];
      if (has === undefined) report.missingAttributes.push(name);
      else if (has !== valueTypes[type]) {
        report.problems.push(
          `search attribute ${name} of ${namespace} is of type ${typeNames[has] ?? has}, and must be ${typeNames[valueTypes[type]]}: ` +
            'rename or remove it there, or use another namespace',
        );
      }
    }
    return report;
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return { ...report, exists: false, missingAttributes: Object.keys(searchAttributeTypes) };
  }
}

const typesOf = (names: string[]): Record<string, number> =>
  Object.fromEntries(
    names.map((name) => [name, valueTypes[searchAttributeTypes[name as keyof typeof searchAttributeTypes]]]),
  );

async function untilKnown(connection: Connection, namespace: string): Promise<void> {
  const deadline = Date.now() + KNOWN_WITHIN_MS;
  for (;;) {
    try {
      await attempt(connection, () => connection.workflowService.listWorkflowExecutions({ namespace, pageSize: 1 }));
      return;
    } catch (error) {
      if (!isNotFound(error) || Date.now() > deadline) throw error;
      await sleep(DEADLINE_MS / 20);
    }
  }
}
