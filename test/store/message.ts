import type { IncomingMessage } from '../../store/store.js';

export const target = 'production-to-inventory/1000/P100/1000123';

export const message = (messageId: string, change: Partial<IncomingMessage> = {}): IncomingMessage => ({
  source: 'mes-1',
  messageId,
  type: 'OperationConfirmed',
  company: '1000',
  plant: 'P100',
  occurredAt: '2026-03-02T08:00:00.000Z',
  receivedAt: '2026-03-02T08:00:01.000Z',
  raw: `{"id":"${messageId}"}`,
  hash: `hash of ${messageId}`,
  status: 'pending',
  target,
  event: `{"messageId":"${messageId}"}`,
  ...change,
});
