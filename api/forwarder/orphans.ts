import type { ApiContext } from '../context.js';
import { describeRun } from '../runs/describe-run.js';
import { Patience } from './patience.js';

const TARGETS_AT_ONCE = 20;

/** Sends on what has waited for this run, in the order in which it came. @returns how many */
export async function freeOrphans({ store }: Pick<ApiContext, 'store'>, target: string): Promise<number> {
  const orphans = await store.messages.orphans(target);
  for (const { seq } of orphans) await store.messages.requeue(seq);
  return orphans.length;
}

/** Looks now and then whether a run has appeared that messages wait for: it may have been started elsewhere. */
export class OrphanSweep {
  readonly #context: ApiContext;
  readonly #patience = new Patience();

  constructor(context: ApiContext) {
    this.#context = context;
  }

  async sweep(): Promise<void> {
    const { store, temporal } = this.#context;
    const orphans = await store.messages.orphans();
    const targets = [...new Set(orphans.flatMap(({ target }) => target ?? []))].filter((one) =>
      this.#patience.isDue(one),
    );
    for (const target of targets.slice(0, TARGETS_AT_ONCE)) {
      const run = await temporal.call((client) => describeRun(client, target));
      if (!run) {
        this.#patience.postpone(target);
        continue;
      }
      this.#patience.forget(target);
      if (run.isOpen) await freeOrphans(this.#context, target);
      else
        for (const one of orphans.filter((orphan) => orphan.target === target))
          await store.messages.setStatus(one.seq, 'dead', 'the run is closed');
    }
  }
}
