import type { ActionName } from '../../contracts/actions.js';
import { processes } from '../../contracts/processes/index.js';
import type { Exception, RunView } from '../../contracts/view.js';
import { self } from '../self.js';

/** Something that may be done now, and how it is typed. */
export interface Offer {
  what: string;
  command: string;
}

type Addressed = Pick<RunView, 'process' | 'exceptions'> & { runId: string };

/** One offer for each allowed action, and for each choice of a decision. */
export function offersFor(run: Addressed, { id, actions, choices = [] }: Exception): Offer[] {
  const which = run.exceptions.length > 1 ? ` --exception ${quoted(id)}` : '';
  return actions.flatMap((action) => {
    const base = `${self} act ${run.runId} ${action}${which}`;
    if (action !== 'decide')
      return [{ what: meanings[action], command: `${base}${payloads[action] ?? ''} --reason CHECKED` }];
    return choices.map((choice) => ({
      what: choiceText(run.process, id, choices, choice),
      command: `${base} --choice ${choice} --reason CHECKED`,
    }));
  });
}

/** What may be done to the run as a whole. */
export const offersForRun = ({ runId, actions }: Pick<RunView, 'actions'> & { runId: string }): Offer[] =>
  actions.map((action) => ({
    what: action === 'cancel' ? 'shows what would be undone, and asks again' : meanings[action],
    command: `${self} act ${runId} ${action} --reason CHECKED`,
  }));

const meanings: Record<ActionName, string> = {
  retry: 'try it again now',
  skip: 'go on without this step',
  amend: 'correct the message, and send it',
  reassign: 'hand it to another role',
  cancel: 'cancel the run',
  hold: 'stop the run at its next step',
  release: 'let the run go on',
  resolve: 'say whether it was posted; "posted" is looked up',
  decide: 'decide',
};

const payloads: Partial<Record<ActionName, string>> = {
  amend: ` --payload '{"message":{"FIELD":"VALUE"}}'`,
  reassign: ` --payload '{"owner":"supervisor"}'`,
  resolve: ` --payload '{"posted":false}'`,
};

/**
 * What a choice means. Which of the process's decisions it belongs to is not said with the exception: it is the one
 * with these very choices, and of several such the one that is named like it.
 */
function choiceText(process: string, id: string, choices: readonly string[], choice: string): string {
  const same = Object.entries(processes[process]?.decisions ?? {}).filter(
    ([, offered]) => offered.length === choices.length && offered.every((one) => choices.includes(one.choice)),
  );
  const [, offered] = same.find(([name]) => name.startsWith(id)) ?? same[0] ?? [];
  const found = offered?.find((one) => one.choice === choice);
  if (!found) return choice;
  return found.final ? `${found.text} (for good: ${found.final})` : found.text;
}

export const quoted = (text: string): string =>
  /^[\w./~-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
