import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type InjectedSinks, Worker } from '@temporalio/worker';
import type { ActionRequest } from '../../contracts/actions.js';
import type { Checkpoint } from '../../contracts/facts.js';
import type { Exception } from '../../contracts/view.js';
import type { StoredHistory } from './history-file.js';
import type { ObserverSinks } from './observer.js';

/** What became of one history under the code of a bundle, and what its run passed. */
export interface Replayed {
  name: string;
  /** The code does something else than the history says. */
  error: Error | undefined;
  checkpoints: Checkpoint[];
  actions: Taken[];
}

/** What a person did, and what was on the desk then. */
export interface Taken {
  request: ActionRequest;
  exceptions: Exception[];
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The workflows of the project, or of a copy of it, with the observer. */
export async function bundleObserved(root = here('../../')): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: `${root}workflows/index.ts`,
    workflowInterceptorModules: [`${root}test/histories/observer.ts`],
    logger: new DefaultLogger('WARN'),
  });
  return code;
}

export async function replay(code: string, histories: StoredHistory[]): Promise<Replayed[]> {
  let current: Replayed | undefined;
  const sinks: InjectedSinks<ObserverSinks> = {
    observer: {
      checkpoint: { fn: (_, checkpoint) => void current?.checkpoints.push(checkpoint), callDuringReplay: true },
      action: { fn: (_, request) => void current?.actions.push(taken(request, current)), callDuringReplay: true },
    },
  };
  const replayed: Replayed[] = [];
  // One after the other: the next one is taken when the last is done.
  function* queue() {
    for (const { name, workflowId, history } of histories) {
      current = { name, error: undefined, checkpoints: [], actions: [] };
      replayed.push(current);
      yield { workflowId, history };
    }
  }
  for await (const { error } of Worker.runReplayHistories({ workflowBundle: { code }, sinks }, queue())) {
    if (current) current.error = error;
  }
  return replayed;
}

const taken = (request: ActionRequest, { checkpoints }: Replayed): Taken => ({
  request,
  exceptions: checkpoints.at(-1)?.view.exceptions ?? [],
});
