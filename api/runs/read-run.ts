import { PROCESS_QUEUE } from '../../contracts/events.js';
import type { DocumentRef } from '../../contracts/entities/documents.js';
import type { Fact } from '../../contracts/facts.js';
import type { RunView } from '../../contracts/view.js';
import type { RecordedFact } from '../../store/store.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../http/problem.js';
import type { Temporal } from '../temporal.js';
import { type DescribedRun, describeRun } from './describe-run.js';
import { activePollers } from './pollers.js';
import { relatedRuns } from './related-runs.js';

/** A run that takes reports for weeks has more facts than anyone reads at once: these are the newest. */
export const FACTS_MAX = 2_000;
const TIMELINE_MAX = 500;
/** temporal.api.enums.v1.TaskQueueType. */
const WORKFLOW_TASKS = 1;

/** The planner's view of a run, or undefined when nobody knows it. With Temporal down it is what the store has. */
export async function readRun({ temporal, store }: ApiContext, runId: string) {
  const [asked, stored, found, processes] = await Promise.all([
    ask(temporal, runId),
    store.facts.run(runId),
    store.facts.newest(runId, FACTS_MAX + 1),
    pollersOf(temporal),
  ]);
  const { described, isDown } = asked;
  const view = described?.view ? completed(described.view, stored?.view) : stored?.view;
  if (!view) {
    if (isDown)
      throw new Problem('ENGINE_UNREACHABLE', 'Temporal does not answer, and nothing is remembered of this run yet.');
    return undefined;
  }
  const facts = found.slice(-FACTS_MAX);
  const live = described?.view !== undefined;
  return {
    ...view,
    runId,
    documents: documentsOf(facts),
    documentsComplete: found.length <= FACTS_MAX,
    related: await relatedRuns(store, runId, facts),
    timeline: facts.slice(-TIMELINE_MAX).map(({ fact }) => fact),
    timelineComplete: facts.length <= TIMELINE_MAX,
    temporalStatus: described?.status ?? null,
    freshness: {
      source: live ? ('temporal' as const) : ('store' as const),
      at: live ? new Date().toISOString() : (stored?.updatedAt ?? ''),
      stale: isDown,
    },
    workers: processes === undefined ? null : workersOf(processes, described),
  };
}

async function ask(
  temporal: Temporal,
  runId: string,
): Promise<{ described: DescribedRun | undefined; isDown: boolean }> {
  try {
    return { described: await temporal.read((client) => describeRun(client, runId)), isDown: false };
  } catch (error) {
    if (error instanceof Problem) return { described: undefined, isDown: true };
    throw error;
  }
}

/** The memo has the first exception only; the store has all of them, if it speaks of the same moment. */
const completed = (memo: RunView, stored: RunView | undefined): RunView =>
  stored?.revision === memo.revision ? { ...memo, exceptions: stored.exceptions } : memo;

/** What was posted and stands, by the facts; the same document once. */
export function documentsOf(facts: readonly RecordedFact[]): DocumentRef[] {
  const documents = facts.flatMap(({ fact }) => (fact.type === 'step' || fact.type === 'undone' ? fact.documents : []));
  return [...new Map(documents.map((one) => [`${one.system} ${one.type} ${one.number} ${one.year}`, one])).values()];
}

/** Names of the steps that were passed and not undone since. */
export function passedSteps(facts: readonly RecordedFact[]): string[] {
  const passed = new Set<string>();
  for (const { fact } of facts) {
    if (isPassed(fact)) passed.add(fact.step);
    if (fact.type === 'undone') passed.delete(fact.step);
  }
  return [...passed];
}

const isPassed = (fact: Fact): fact is Extract<Fact, { type: 'step' }> => fact.type === 'step' && !fact.skipped;

async function pollersOf(temporal: Temporal): Promise<number | undefined> {
  const request = { namespace: temporal.namespace, taskQueue: { name: PROCESS_QUEUE }, taskQueueType: WORKFLOW_TASKS };
  try {
    const { pollers } = await temporal.call((client) => client.workflowService.describeTaskQueue(request));
    return activePollers(pollers);
  } catch {
    return undefined;
  }
}

function workersOf(processes: number, described: DescribedRun | undefined): { processes: number; note?: string } {
  if (processes > 0 || !described?.isOpen) return { processes };
  return { processes, note: 'No worker serves the processes: nothing moves until one is started.' };
}
