import { z } from 'zod';
import type { ApiContext } from '../../api/context.js';
import { openApiDocument } from '../../api/http/openapi.js';
import { problems } from '../../api/http/problem.js';
import { allRoutes } from '../../api/routes/index.js';
import { errorCodes } from '../../contracts/errors.js';
import { type EventGuarantee, eventGuarantees } from '../../contracts/event-guarantees.js';
import { type EventType, numberIn, type Route as EventRoute, routes } from '../../contracts/events.js';
import { eventSchemas } from '../../contracts/events.schema.js';
import type { Guarantee } from '../../contracts/governance.js';
import { ALL_PLANTS, runId } from '../../contracts/ids.js';
import { interfaces } from '../../contracts/interfaces.js';
import { processes } from '../../contracts/processes/index.js';
import type { ProcessContract } from '../../contracts/processes/process.js';
import { type ApiOperation, operationOf } from './operation.js';
import type { Named, Schema } from './schema.js';

/** Everything that other parties depend on, as plain JSON. */
export interface Contracts {
  /** By method and path. */
  api: Record<string, ApiOperation>;
  /** What `$ref` names in them. */
  schemas: Named;
  events: Record<string, EventGuarantee & { route: EventRoute; number: string | null; data: Schema }>;
  processes: Record<string, ProcessDescription>;
  interfaces: Record<string, Guarantee & { version: string }>;
  errors: Record<string, { title: string; owner: string }>;
  problems: Record<string, { title: string; status: number; retryable: boolean }>;
}

export interface ProcessDescription {
  version: string | null;
  /** How a number that is written in every way that systems have stands in an id. */
  id: string;
  /** What messages call the number that is in it. */
  numbers: string[];
  firstState: string;
  states: Record<string, { terminal: boolean }>;
  steps: Record<string, { class: string; amendable: string[] }>;
  /** What may be chosen, by the exception's step. */
  decisions: Record<string, string[]>;
}

/** As the code has them now. */
export function describeContracts(): Contracts {
  // Routes are only looked at here, never asked.
  const all = allRoutes({} as ApiContext);
  const document = openApiDocument(all);
  const contracts: Contracts = {
    api: byName(
      all,
      ({ method, path }) => `${method.toUpperCase()} ${path}`,
      (route) => operationOf(document, route),
    ),
    schemas: (document.components?.schemas ?? {}) as Named,
    events: Object.fromEntries(Object.keys(routes).map((type) => [type, eventOf(type as EventType)])),
    processes: byName(Object.values(processes), ({ process }) => process, processOf),
    interfaces: Object.fromEntries(Object.entries(interfaces).flatMap(waysOf)),
    errors: Object.fromEntries(Object.entries(errorCodes).map(([code, { title, owner }]) => [code, { title, owner }])),
    problems: Object.fromEntries(
      Object.entries(problems).map(([code, { title, status, retryable }]) => [code, { title, status, retryable }]),
    ),
  };
  return JSON.parse(JSON.stringify(contracts)) as Contracts;
}

const byName = <T, D>(list: readonly T[], name: (one: T) => string, describe: (one: T) => D): Record<string, D> =>
  Object.fromEntries(list.map((one) => [name(one), describe(one)]));

function eventOf(type: EventType): Contracts['events'][string] {
  const { $schema: _, ...data } = z.toJSONSchema(eventSchemas[type], { io: 'input', unrepresentable: 'any' }) as Schema;
  return { ...eventGuarantees[type], route: routes[type], number: numberOf(data) ?? null, data };
}

/** Which of its fields names the run. */
const numberOf = ({ properties = {} }: Schema): string | undefined =>
  numberIn(Object.fromEntries(Object.keys(properties).map((name) => [name, name])));

function processOf({
  process,
  spansPlants,
  firstState,
  version,
  states,
  steps,
  decisions,
}: ProcessContract): ProcessDescription {
  const told = (Object.keys(routes) as EventType[]).filter((type) => routes[type].process === process);
  const plant = spansPlants ? ALL_PLANTS : '0p100';
  return {
    version: version ?? null,
    id: runId({ process, company: '0100', plant, key: '000abc-123' }),
    numbers: [...new Set(told.flatMap((type) => eventOf(type).number ?? []))].sort(),
    firstState,
    states: Object.fromEntries(
      Object.entries(states).map(([name, { terminal }]) => [name, { terminal: terminal === true }]),
    ),
    steps: Object.fromEntries(
      Object.entries(steps).map(([name, step]) => [
        name,
        { class: step.class, amendable: [...(step.amendable ?? [])] },
      ]),
    ),
    decisions: Object.fromEntries(
      Object.entries(decisions).map(([step, choices]) => [step, choices.map(({ choice }) => choice)]),
    ),
  };
}

const waysOf = ([capability, ways]: [string, (typeof interfaces)[keyof typeof interfaces]]) =>
  Object.entries(ways).map(([direction, { version, order, delivery }]) => [
    `${capability} ${direction}`,
    { version, order, delivery },
  ]);
