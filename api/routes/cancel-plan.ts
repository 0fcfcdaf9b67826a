import { z } from 'zod';
import { roles } from '../../contracts/roles.js';
import type { ApiContext } from '../context.js';
import { notFound, Problem } from '../http/problem.js';
import { route, type Route } from '../http/route.js';
import { cancelPlan, type CancelPlan } from '../runs/cancel-plan.js';
import { describeRun } from '../runs/describe-run.js';
import { FACTS_MAX, passedSteps } from '../runs/read-run.js';
import { runParams } from '../shapes/texts.js';
import { runOf } from './run-of.js';

const text = z.string();

const plan: z.ZodType<CancelPlan> = z
  .object({
    runId: text,
    revision: z.int(),
    state: text,
    allowed: z.boolean(),
    undone: z.array(
      z.object({ step: text, title: text, class: z.enum(['U', 'D', 'P', 'X']), physical: z.exactOptional(text) }),
    ),
    kept: z.array(z.object({ step: text, title: text, why: text })),
    decision: z.exactOptional(
      z.object({
        when: text,
        choices: z.array(z.object({ choice: text, text, final: z.exactOptional(text) })),
      }),
    ),
  })
  .meta({ id: 'CancelPlan' });

export const cancelPlanRoutes = (context: ApiContext): Route[] => [
  route({
    method: 'get',
    path: '/v1/runs/{process}/{company}/{plant}/{key}/cancel-plan',
    summary: 'What a cancel would undo, what it would not, and who is asked; does nothing',
    access: { roles },
    params: runParams,
    replies: { 200: { description: 'The plan; a cancel names its revision', body: plan } },
    problems: ['NOT_FOUND', 'RUN_CLOSED', 'ENGINE_UNREACHABLE'],
    async handle({ params, caller }) {
      const { id, contract } = runOf(context, params, caller);
      const run = await context.temporal.read((client) => describeRun(client, id));
      if (!run?.view) throw notFound();
      if (!run.isOpen) throw new Problem('RUN_CLOSED', 'The run is closed: there is nothing to cancel.');
      const facts = await context.store.facts.newest(id, FACTS_MAX);
      return { status: 200, body: cancelPlan(contract, id, run.view, passedSteps(facts)) };
    },
  }),
];
