import type { Body, TestPlant } from './plant.js';

/** What every test of a run says: wait until it shows something, act on it, wait until the world shows something. */
export interface DeskWords {
  /** `{process}/{company}/{plant}/{key}` → its view, once it satisfies. */
  runUntil(runId: string, ready: (view: Body) => boolean): Promise<Body>;
  /** As a supervisor, through the API. @returns the verified outcome */
  actOn(runId: string, action: string, more?: object): Promise<Body>;
  decideOn(runId: string, choice: string, more?: object): Promise<Body>;
  /** Until the stand-ins show it. */
  happened(what: string, ready: () => boolean): Promise<void>;
}

export type Seen = { state: string; condition: string; exceptions: { code: string }[] };

const PATIENCE_MS = 50_000;

/** The store has the facts, and Temporal the view: each may be there a moment before the other. */
export const hasEnded = (view: { condition: string; timeline: { type: string }[] }): boolean =>
  view.condition === 'DONE' && view.timeline.some(({ type }) => type === 'ended');

export const asks =
  (code: string) =>
  (view: Seen): boolean =>
    view.condition === 'EXCEPTION' && view.exceptions.some((one) => one.code === code);

export function deskWords(plant: TestPlant): DeskWords {
  const words: DeskWords = {
    async runUntil(runId, ready) {
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        const { status, body } = await plant.call('GET', `/v1/runs/${runId}`);
        if (status === 200 && ready(body)) return body;
        if (Date.now() > deadline)
          throw new Error(`waited in vain for ${runId}: ${status} ${JSON.stringify(body).slice(0, 1_500)}`);
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
    },
    async actOn(runId, action, more = {}) {
      const asked = await plant.call(
        'POST',
        `/v1/runs/${runId}/actions`,
        { action, reasonCode: 'TEST', text: 'as the scenario says', ...more },
        { as: 'supervisor' },
      );
      if (asked.status !== 202) throw new Error(`${action} was refused: ${asked.status} ${JSON.stringify(asked.body)}`);
      return (await plant.call('GET', `/v1/runs/${runId}/actions/${asked.body.actionId}?wait=20`)).body;
    },
    decideOn: (runId, choice, more = {}) => words.actOn(runId, 'decide', { payload: { choice }, ...more }),
    async happened(what, ready) {
      const deadline = Date.now() + PATIENCE_MS;
      while (!ready()) {
        if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 40));
      }
    },
  };
  return words;
}
