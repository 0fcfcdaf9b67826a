import { numberIn } from '../../contracts/events.js';
import { parseRunId } from '../../contracts/ids.js';
import type { StoredMessage } from '../../store/store.js';
import { type ApiContext, audit } from '../context.js';
import { startRequest } from '../runs/startable.js';
import { startRun } from '../runs/start-run.js';
import { inboundEvent } from './inbound.js';
import { freeOrphans } from './orphans.js';

/**
 * Starts the run that a release asks for, or finds it there.
 * @returns how many messages had waited for this run and follow now
 */
export async function deliverStart(
  context: ApiContext,
  target: string,
  message: StoredMessage,
): Promise<{ freed: number }> {
  const { store, landscape } = context;
  const { seq, source, messageId, company, plant, occurredAt: releasedAt } = message;
  const data = inboundEvent(message).data as { sourceVersion?: string };
  const id = `${source} ${messageId}`;
  const request = startRequest(landscape, {
    ...{ process: parseRunId(target)?.process ?? '', company, plant, number: numberIn(data) ?? '' },
    ...{ sourceVersion: data.sourceVersion, requestedBy: id, releasedAt, startId: id },
  });
  if ('fault' in request) {
    const { pointer, detail } = request.fault;
    await store.messages.setStatus(seq, 'quarantined', `C-MAPPING ${pointer} ${detail}`);
    return { freed: 0 };
  }
  const started = await startRun(context, request);
  const entry = { actor: source, subject: target, plant, details: JSON.stringify({ messageId }) };
  if (started.outcome === 'newer') {
    await audit(context, { ...entry, what: 'run.start', outcome: 'refused' });
    const reason = `the run carries version ${started.sourceVersion} of the order; changes to a running order are not carried yet`;
    await store.messages.setStatus(seq, 'dead', reason);
    return { freed: 0 };
  }
  await audit(context, {
    ...entry,
    what: started.outcome === 'duplicate' ? 'run.duplicate' : 'run.start',
    outcome: 'done',
  });
  await store.messages.forwarded([seq], new Date().toISOString());
  return { freed: started.outcome === 'duplicate' ? 0 : await freeOrphans(context, target) };
}
