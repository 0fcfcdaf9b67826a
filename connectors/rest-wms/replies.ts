import { z } from 'zod';

export const word = z.string().max(200);
export const quantity = z.object({ value: z.string().regex(/^\d{1,13}(\.\d{1,6})?$/), uom: word.min(1) });
export const idempotencyKey = z.string().max(500).nullish();

export const stagingRequest = z.object({
  orderNo: word,
  version: word,
  status: z.enum(['REQUESTED', 'PICKED', 'STAGED', 'CANCELLED']),
  idempotencyKey,
});

export const returnTask = z.object({ taskId: word.min(1), orderNo: word, idempotencyKey });

export const returnTasks = z.object({ tasks: z.array(returnTask).max(1000) });

export const productionReceipt = z.object({ receiptId: word.min(1), orderNo: word, idempotencyKey });

/** As much of it as its being taken back needs. */
export const shownReceipt = z
  .object({
    receiptId: word.min(1),
    status: z.enum(['EXPECTED', 'PUT_AWAY', 'TAKING_BACK', 'TAKEN_BACK']),
    takenBack: quantity,
  })
  .transform(({ receiptId, status, takenBack }) => ({ receiptId, status, takenBack }));

export const takeBackTask = z.object({ taskId: word.min(1), receiptId: word, idempotencyKey });

export const takeBackTasks = z.object({ tasks: z.array(takeBackTask).max(1000) });

export const replenishmentOrder = z.object({ signalNo: word.min(1), orderNo: word, idempotencyKey });
