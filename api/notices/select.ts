import { z } from 'zod';
import { REPLAYED_MAX } from '../../contracts/notice-replay.js';
import { plantPolicy } from '../../landscape/landscape.js';
import type { SentNotice } from '../../store/store.js';
import type { ApiContext } from '../context.js';
import { type Caller, scopeOf } from '../http/access.js';
import { invalid, Problem } from '../http/problem.js';
import { freeText, idempotencyKey, segment } from '../shapes/texts.js';

/** What a workflow may be started with, and room to spare. */
const CHARACTERS_MAX = 700_000;

const selections = ['ids', 'subject', 'since'] as const;

export const replayRequest = z
  .strictObject({
    ids: z.exactOptional(z.array(z.int().positive()).min(1).max(REPLAYED_MAX)),
    subject: z.exactOptional(segment).meta({ description: 'All notices of this delivery.' }),
    since: z
      .exactOptional(z.iso.datetime({ offset: true }))
      .meta({ description: 'All notices of `plant` from this instant on.' }),
    plant: z.exactOptional(segment),
    after: z.exactOptional(z.int().nonnegative()).meta({ description: 'Only those after this one.' }),
    reasonCode: z.exactOptional(z.string().max(40)),
    text: z.exactOptional(freeText),
    messageId: z
      .exactOptional(idempotencyKey)
      .meta({ description: 'Instead of the Idempotency-Key header, for callers that cannot set one.' }),
  })
  .refine(
    (request) => selections.filter((one) => request[one] !== undefined).length === 1,
    'must have ids, subject, or since with plant: an empty request does not mean everything',
  )
  .refine(({ since, plant }) => since === undefined || plant !== undefined, 'must have a plant beside since')
  .refine(
    ({ ids, plant, after }) => ids === undefined || (plant === undefined && after === undefined),
    'must not have plant or after beside ids',
  )
  .meta({ id: 'NoticeReplayRequest' });

export type ReplayRequest = z.output<typeof replayRequest>;

/**
 * The notices that a request means, as far as one replay carries; `next` where there are more.
 * @throws Problem NOT_FOUND, INVALID
 */
export async function select(
  { landscape, store }: ApiContext,
  { ids, subject, since, plant, after }: ReplayRequest,
  caller: Caller,
): Promise<{ notices: SentNotice[]; next?: number }> {
  const { plants } = scopeOf(landscape, caller);
  const found = await store.facts.notices({
    ...(plants && { plants }),
    ...(ids && { seqs: ids }),
    ...(subject !== undefined && { subject }),
    ...(since !== undefined && { since: new Date(since).toISOString() }),
    ...(plant !== undefined && { plant }),
    ...(after !== undefined && { after }),
    limit: REPLAYED_MAX,
  });
  const missing = ids?.find((id) => !found.notices.some(({ seq }) => seq === id));
  if (missing !== undefined) throw invalid('/ids', `there is no notice ${missing}`);
  if (found.notices.length === 0) throw new Problem('NOT_FOUND', 'No notice that is yours to send fits this.');
  const unserved = found.notices.find(({ message }) => !plantPolicy(landscape, message.plant)?.systems.partner);
  if (unserved) throw invalid('', `plant ${unserved.message.plant} has no system for partners in the landscape`);
  return bounded(found);
}

/** At least one; what is left out comes in its turn. */
function bounded(found: { notices: SentNotice[]; next?: number }): { notices: SentNotice[]; next?: number } {
  let characters = 0;
  const notices = found.notices.filter((notice, index) => {
    characters += JSON.stringify(notice.message).length;
    return index === 0 || characters <= CHARACTERS_MAX;
  });
  const last = notices.at(-1);
  return notices.length < found.notices.length && last ? { notices, next: last.seq } : found;
}
