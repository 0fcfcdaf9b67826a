import { readSources } from '../house/sources.js';
import type { Replayed, Taken } from './replay.js';

/** What runs went through, in the words of the contracts. */
export interface Passed {
  states: Set<string>;
  conditions: Set<string>;
  steps: Set<string>;
  /** Of what was offered: `ACCEPT of ACCEPT, REJECT`. */
  choices: Set<string>;
  actions: Set<string>;
  codes: Set<string>;
}

export function passedBy(runs: Replayed[]): Passed {
  const views = runs.flatMap(({ checkpoints }) => checkpoints.map(({ view }) => view));
  const facts = runs.flatMap(({ checkpoints }) => checkpoints.flatMap(({ facts: own }) => own));
  const exceptions = views.flatMap((view) => view.exceptions);
  const taken = runs.flatMap(({ actions }) => actions);
  return {
    states: new Set([
      ...views.map(({ state }) => state),
      ...facts.flatMap((one) => (one.type === 'state' ? one.state : [])),
    ]),
    conditions: new Set(views.map(({ condition }) => condition)),
    steps: new Set(facts.flatMap((one) => (one.type === 'step' || one.type === 'undone' ? one.step : []))),
    choices: new Set(taken.flatMap(choicesOf)),
    actions: new Set(taken.map(({ request }) => request.action)),
    codes: new Set([
      ...exceptions.map(({ code }) => code),
      ...facts.flatMap((one) => (one.type === 'exception' ? one.code : [])),
    ]),
  };
}

function choicesOf({ request, exceptions }: Taken): string[] {
  const { choice = '' } = request.payload;
  const asking = exceptions.find(({ choices }) => choices?.includes(choice));
  return asking?.choices ? [choiceOf(choice, asking.choices)] : [];
}

export const choiceOf = (choice: string, offered: string[]): string => `${choice} of ${offered.join(', ')}`;

/** Codes that workflows and decisions raise or look at by name. */
export const codesOfWorkflows = (root: string): string[] => {
  const sources = readSources(root, /^(workflows|decisions)\/.*\.ts$/);
  return [...new Set(sources.flatMap(({ text }) => text.match(/(?<=')[TBCUP]-[A-Z-]+(?=')/g) ?? []))].sort();
};
