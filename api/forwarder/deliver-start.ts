import { numberIn } from '../../contracts/events.js';
import { parseRunId } from '../../contracts/ids.js';
import type { StoredMessage } from '../../store/store.js';
import { type ApiContext, audit } from '../context.js';
import { startRequest } from '../runs/startable.js';
import { startRun } from '../runs/start-run.js';
import { deliverSignals } from './deliver-signals.js';
import { inboundEvent } from './inbound.js';
import { freeOrphans } from './orphans.js';

/**
 * Starts the run that a release asks for, or finds it there; a newer version of its order is told to the one that is.
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
    await audit(context, { ...entry, what: 'run.change', outcome: 'done' });
    await deliverSignals(context, target, 'signal', [message]);
    return { freed: 0 };
  }
  if (started.outcome === 'too-late') {
    await audit(context, { ...entry, what: 'run.change', outcome: 'refused' });
    await store.messages.setStatus(seq, 'dead', `the run has ended with version ${started.sourceVersion} of the order`);
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
