import { z } from 'zod';
import { parseRunId } from '../../contracts/ids.js';
import { roles } from '../../contracts/roles.js';
import type { RunFilter } from '../../store/store.js';
import type { ApiContext } from '../context.js';
import { type Caller, scopeOf, seesRun } from '../http/access.js';
import { notFound } from '../http/problem.js';
import { route, type Route } from '../http/route.js';
import { readRun } from '../runs/read-run.js';
import { conditions, role, runListEntry, runReply, severities } from '../shapes/run.js';
import { pageQuery, processName, runParams, segment } from '../shapes/texts.js';
import { paged } from './page.js';
import { runOf } from './run-of.js';

const filter = z.strictObject({
  process: z.exactOptional(processName),
  plant: z.exactOptional(segment).meta({ description: '`-`: what spans the plants of a company.' }),
  state: z.exactOptional(z.string().max(60)),
  condition: z.exactOptional(z.enum(conditions)),
  owner: z.exactOptional(role),
  severity: z.exactOptional(z.enum(severities)),
  q: z
    .exactOptional(z.string().min(1).max(100))
    .meta({ description: 'Any business number of the run, or the beginning of its key.' }),
  sort: z.exactOptional(z.enum(['dueAt', '-updatedAt', 'key'])),
  ...pageQuery,
});

export const runRoutes = (context: ApiContext): Route[] => [
  route({
    method: 'get',
    path: '/v1/runs',
    summary:
      'List runs, as they are remembered: those at your plants, and those that span the plants of your companies',
    access: { roles },
    query: filter,
    replies: {
      200: {
        description: 'A page',
        body: z.object({ runs: z.array(runListEntry), next: z.exactOptional(z.string()) }),
      },
    },
    async handle({ query, caller }) {
      const wanted: RunFilter = { ...query, ...scopeOf(context.landscape, caller) };
      const { runs, next } = await paged(() => context.store.facts.runs(wanted));
      const entries = runs.map(({ view, ...rest }) => ({ ...view, ...rest }));
      return { status: 200, body: { runs: entries, ...(next && { next }) } };
    },
  }),
  route({
    method: 'get',
    path: '/v1/runs/{process}/{company}/{plant}/{key}',
    summary: 'The planner’s view of a run: where it stands, what it waits for, what happened',
    access: { roles },
    params: runParams,
    replies: { 200: { description: 'The run, and how fresh this is', body: runReply } },
    problems: ['NOT_FOUND', 'ENGINE_UNREACHABLE'],
    async handle({ params, caller }) {
      const run = await readRun(context, runOf(context, params, caller).id);
      if (!run) throw notFound();
      const related = run.related.filter(({ runId }) => isSeen(context, caller, runId));
      return { status: 200, body: { ...run, related } };
    },
  }),
];

function isSeen({ landscape }: ApiContext, caller: Caller, runId: string): boolean {
  const key = parseRunId(runId);
  return key !== undefined && seesRun(landscape, caller, key.company, key.plant);
}
