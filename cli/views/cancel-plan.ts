import type { Output } from '../output.js';
import { self } from '../self.js';

export interface CancelPlan {
  runId: string;
  revision: number;
  state: string;
  allowed: boolean;
  undone: { step: string; title: string; class: string; physical?: string }[];
  kept: { step: string; title: string; why: string }[];
  decision?: { when: string; choices: { choice: string; text: string; final?: string }[] };
}

/** What a cancel would undo and what it would not, before anyone confirms it. */
export function showCancelPlan(plan: CancelPlan, reason: string, { line, paint }: Output): void {
  const { runId, revision, state, allowed, undone, kept, decision } = plan;
  line(paint('bold', `${runId} is ${state}. Nothing is cancelled yet.`));
  line('Would be undone, in this order:');
  for (const { title, physical } of undone) line(`  ${title}${physical ? ` (${physical})` : ''}`);
  if (undone.length === 0) line('  nothing');
  if (kept.length > 0) line('Would stay:');
  for (const { title, why } of kept) line(`  ${title}: ${why}`);
  if (decision) line(`You are asked, ${decision.when}:`);
  for (const { choice, text, final } of decision?.choices ?? [])
    line(`  ${choice}: ${text}${final ? ` (for good: ${final})` : ''}`);
  line();
  if (!allowed) line('It cannot be cancelled now.');
  else {
    line('To cancel it as this plan says:');
    line(paint('green', `  ${self} act ${runId} cancel --revision ${revision} --reason ${reason}`));
  }
}
