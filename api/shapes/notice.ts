import { z } from 'zod';
import type { ShipNotice } from '../../contracts/entities/ship-notice.js';
import type { ReplayedNotice } from '../../contracts/notice-replay.js';
import { quantity } from './owned.js';
import { errorCode } from './run.js';
import { instant } from './texts.js';

const text = z.string();
const lot = z.exactOptional(text);

const shipNotice: z.ZodType<ShipNotice> = z
  .object({
    plant: text,
    deliveryNo: text,
    salesOrderNo: text,
    customer: text,
    purpose: z.enum(['ORIGINAL', 'REPLACEMENT', 'CANCELLATION']),
    sequence: z.int(),
    shippedAt: instant,
    carrier: z.exactOptional(text),
    loadId: z.exactOptional(text),
    billOfLading: z.exactOptional(text),
    expectedArrival: z.exactOptional(instant),
    lines: z.array(z.object({ line: text, item: text, quantity, lot })),
    handlingUnits: z.array(z.object({ sscc: text, contents: z.array(z.object({ line: text, quantity, lot })) })),
  })
  .meta({ id: 'ShipNotice' });

export const noticeShape = z
  .object({
    id: z.int(),
    runId: text,
    at: instant,
    key: text.meta({ description: 'Of its posting; sent again under it, it is the same message to the partner.' }),
    plant: text,
    subject: text,
    sequence: z.int(),
    message: shipNotice,
  })
  .meta({ id: 'Notice', description: 'What a partner was told.' });

const replayed = z.object({
  id: z.int(),
  plant: text,
  subject: text,
  sequence: z.int(),
  result: z.enum(['pending', 'sent', 'refused', 'given-up'] satisfies ReplayedNotice['result'][]),
  code: z.exactOptional(errorCode),
  text: z.exactOptional(text),
});

export const replayBegun = z
  .object({
    replayId: text,
    notices: z.int(),
    next: z.exactOptional(z.int()).meta({ description: 'More fit: ask again with this as `after`.' }),
  })
  .meta({ id: 'NoticeReplayBegun' });

export const replayShape = z
  .object({
    replayId: text,
    state: z.enum(['RUNNING', 'DONE', 'ENDED']).meta({ description: 'ENDED: stopped in Temporal by a person.' }),
    by: text,
    at: instant,
    notices: z.int(),
    results: z.exactOptional(z.array(replayed)),
    note: z.exactOptional(text).meta({ description: 'Why there are no results.' }),
  })
  .meta({ id: 'NoticeReplay' });
