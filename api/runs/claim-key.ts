import { contentHash } from '../../store/content-hash.js';
import type { ApiContext } from '../context.js';
import { Problem } from '../http/problem.js';

export interface Claim {
  /** Whose keys these are: the same key of another caller is another key. */
  owner: string;
  key: string;
  type: 'run.start' | 'run.action' | 'notice.replay';
  /** What the key stands for from now on. */
  content: unknown;
  company: string;
  plant: string;
  runId: string;
}

/**
 * Remembers what a key was first used for, before anything else happens. It is kept beside the messages, so that a
 * conflict is shown where people look for conflicts.
 * @returns whether the request has come before
 * @throws Problem KEY_REUSED when it came with another content
 */
export async function claimKey({ store }: ApiContext, claim: Claim): Promise<{ isRepeat: boolean }> {
  const { owner, key, type, content, company, plant, runId } = claim;
  const now = new Date().toISOString();
  const [receipt] = await store.messages.receive([
    {
      source: owner,
      messageId: key,
      type,
      company,
      plant,
      occurredAt: now,
      receivedAt: now,
      raw: JSON.stringify(content),
      hash: contentHash(content),
      status: 'ignored',
      target: runId,
      reason: 'a request, answered at once',
    },
  ]);
  if (receipt?.outcome === 'conflict') {
    throw new Problem('KEY_REUSED', `The key ${key} was used before for another content; nothing was done.`);
  }
  return { isRepeat: receipt?.outcome === 'duplicate' };
}
