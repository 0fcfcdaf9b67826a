import type { EngineeringChange } from '../../contracts/entities/engineering-change.js';
import { cannotCarryOut } from '../../decisions/engineering-change/owner-check.js';
import { recheckAfter } from '../../decisions/recheck.js';
import { erp } from '../kit/index.js';
import { takeNews } from '../kit/news.js';
import { type ChangeRun, NEWS } from './change-run.js';

const read = ({ kit, input }: ChangeRun): Promise<EngineeringChange | null> =>
  kit.step('read change', erp.readEngineeringChange({ changeNo: input.changeNo }));

/** The change as its owner has it, once it can be carried out. */
export async function readReleased(run: ChangeRun): Promise<EngineeringChange> {
  const { kit, input, zones } = run;
  const { systems, changes } = input.policy;
  for (;;) {
    await takeNews(kit.run, NEWS);
    const found = await read(run);
    const wrong = found ? cannotCarryOut(found, zones) : `it does not know ${input.changeNo}`;
    if (found && wrong === undefined) {
      kit.settle('change');
      run.seenVersion = found.version;
      kit.show({ item: found.item });
      return found;
    }
    const question = { code: 'C-CHANGE-INVALID' as const, text: `${systems.erp.id}: ${wrong}` };
    const until = () => kit.run.inbox.has(NEWS);
    const recheckAt = Date.now() + changes.ownerRecheckMs;
    await kit.ask('change', question, { step: 'read change', until, recheckAt });
  }
}

export const hasNews = ({ kit }: ChangeRun): boolean => kit.run.inbox.has(NEWS) || kit.run.inbox.isBehind;

/** Takes what was told, and looks whether the owner has a later version; an older one, or the same, is stale. */
export async function look(run: ChangeRun): Promise<void> {
  const told = await takeNews(run.kit.run, NEWS);
  if (told.some(({ type }) => type === 'RevisionFirstProduced')) run.heard += 1;
  const found = await read(run);
  if (!found) return;
  if (found.version > run.seenVersion) {
    run.seenVersion = found.version;
    run.later = found;
  } else run.refresh(found);
}

/** Beside the plants: hears what owner and shop floor have to say, until they are all done. */
export async function listen(run: ChangeRun): Promise<void> {
  const { kit, input } = run;
  const { ownerRecheckMs } = input.policy.changes;
  const isOver = (): boolean => run.open === 0 || run.later !== undefined;
  for (let fruitless = 0; !isOver(); fruitless += 1) {
    const wait = { what: 'news of the change', from: input.policy.systems.erp.id };
    const until = Date.now() + recheckAfter(ownerRecheckMs, fruitless);
    await kit.pause(() => isOver() || hasNews(run), { ...wait, until });
    if (hasNews(run)) fruitless = 0;
    if (!isOver()) await look(run);
  }
}
