import { z } from 'zod';
import { ConnectorError } from '../../contracts/errors.js';
import { eventSchemas } from '../../contracts/events.schema.js';
import type { CallContext, MesReport } from '../../contracts/ports.js';
import type { RestClient } from '../rest-client.js';
import { type Fields, fieldsAt } from '../vendor-event.js';
import type { ValueMap } from './config.js';
import { confirmation, reversal } from './events.js';

const REPORTS_MAX = 500;

const told = z.object({
  events: z
    .array(
      z.object({
        id: z.string().min(1).max(200),
        type: z.string().max(200).default('OperationConfirmed'),
        time: z.iso.datetime({ offset: true }),
        data: z.unknown(),
      }),
    )
    .max(REPORTS_MAX),
});

/** An order's reports after a place in its sequence, as their events said it; none where the MES has no such order. */
export async function readReports(
  rest: RestClient,
  map: ValueMap,
  { orderNo, after }: { orderNo: string; after: number },
  context: CallContext,
): Promise<MesReport[]> {
  const path = `/production-orders/${encodeURIComponent(orderNo)}/events?afterSeq=${after}`;
  const found = await rest.read(path, told, context);
  return (found?.events ?? [])
    .map(({ id, type, time, data }) => ({
      messageId: id,
      occurredAt: new Date(time).toISOString(),
      confirmation: understood(rest.system, type, fieldsAt('/data', data), map),
    }))
    .sort((a, b) => (a.confirmation.sequence ?? 0) - (b.confirmation.sequence ?? 0));
}

const REVERSED = 'ConfirmationReversed';

function understood(system: string, type: string, told: Fields, map: ValueMap): MesReport['confirmation'] {
  const { data: report, error } =
    type === REVERSED
      ? eventSchemas.ConfirmationReversed.safeParse(reversal(told))
      : eventSchemas.OperationConfirmed.safeParse(confirmation(told, map));
  if (!error) return report;
  const [first] = error.issues;
  const text = `${system}: a report is not as agreed: /data/${first?.path.join('/')} ${first?.message}`;
  throw new ConnectorError({ code: 'C-BAD-REPLY', text, applied: 'no', upstream: { system } });
}
