import { z } from 'zod';
import type { ErrorCode, Trouble } from '../../contracts/errors.js';
import type { MovementLine } from '../../contracts/entities/documents.js';
import { type CallKind, statusTrouble, upstreamOf } from '../http-trouble.js';
import type { HttpReply } from '../http.js';
import { meaningOf } from './error-codes.js';
import { isReceipt } from './movements.js';
import { unpadded } from './odata.js';

const STOCK_DEFICIT = 'M7/021';
const ORDER_EXCEEDED = 'M7/022';
/** Gateway's own layer: the service is not there, as against an object that is not. */
const NO_SERVICE = /^\/IWFND\//;
/** Of several messages, the one that decides: a lock may hide what else is wrong, a rejection says least. */
const WEIGHT: Partial<Record<ErrorCode, number>> = {
  'T-LOCK': 3,
  'B-ORDER-CLOSED': 2,
  'B-STOCK-SHORT': 1,
  'B-RCV-OVER': 1,
};

const said = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const detail = z.object({ code: said, message: said, severity: said });
const details = z.array(detail).max(1000).optional().catch(undefined);
const body = z.object({
  error: z.object({
    code: said,
    /** Of OData V2 and V4. */
    message: z.union([z.object({ value: said }), z.string().transform((value) => ({ value }))]),
    details,
    innererror: z.object({ transactionid: said, errordetails: details }).optional().catch(undefined),
  }),
});

interface Message {
  code: string;
  text: string;
}

/** SAP says that there is no such entity; a 404 of something in front of it, or of its gateway, says nothing of that. */
export function isAbsent(reply: HttpReply): boolean {
  const error = reply.status === 404 ? body.safeParse(reply.json).data?.error : undefined;
  return error !== undefined && !NO_SERVICE.test(error.code);
}

/** A refusal in our words. The message's code decides, the status only where there is none that is known. */
export function sapTrouble(
  kind: CallKind,
  reply: HttpReply,
  added: Record<string, ErrorCode>,
  lines: MovementLine[] = [],
): Trouble {
  const error = body.safeParse(reply.json).data?.error;
  if (!error) return statusTrouble(kind, reply);
  const messages = messagesOf(error);
  const decided = decide(messages, added);
  const decisive = decided ? messages.filter((one) => one.code === decided.code) : messages;
  const text = decisive
    .map((one) => one.text)
    .join('; ')
    .slice(0, 500);
  const upstream = upstreamOf(kind.system, reply, {
    code: (decided?.code ?? normalised(error.code)).slice(0, 60),
    text,
    ...(error.innererror?.transactionid && { transactionId: error.innererror.transactionid.slice(0, 60) }),
  });
  const byStatus = statusTrouble(kind, reply, upstream);
  if (!decided) return { ...byStatus, code: codeByStatus(reply.status, error.code, byStatus) };
  const subjects = subjectsOf(decided.code, decisive, lines);
  return {
    ...byStatus,
    code: decided.means,
    text: `${kind.system}: ${text}`,
    applied: 'no',
    ...(subjects.length > 0 && { subjects }),
  };
}

/** A function import answers 200 with its message; undefined when that is none of an error. Unknown: rejected. */
export function messageTrouble(
  system: string,
  message: FunctionMessage,
  added: Record<string, ErrorCode>,
): Trouble | undefined {
  if (!['E', 'A'].includes(message.SystemMessageType)) return undefined;
  const code = `${message.SystemMessageIdentification}/${message.SystemMessageNumber}`;
  const text = message.SystemMessageLongText;
  const decided = decide([{ code, text }], added);
  return {
    code: decided?.means ?? 'B-REJECTED',
    text: `${system}: ${text}`,
    applied: 'no',
    upstream: { system, status: 200, code, text },
  };
}

export interface FunctionMessage {
  SystemMessageType: string;
  SystemMessageIdentification: string;
  SystemMessageNumber: string;
  SystemMessageLongText: string;
}

/** With several messages, SAP's own is only a heading (`MM_IM_ODATA_API_MDOC/014`) and the details say why. */
function messagesOf(error: z.infer<typeof body>['error']): Message[] {
  const inner = (error.innererror?.errordetails ?? error.details ?? []).filter(
    ({ severity }) => !['warning', 'info', 'success'].includes(severity),
  );
  const messages = [
    { code: error.code, text: error.message.value },
    ...inner.map(({ code, message }) => ({ code, text: message })),
  ];
  const distinct = new Map(
    messages.map((one) => [`${normalised(one.code)} ${one.text}`, { code: normalised(one.code), text: one.text }]),
  );
  return [...distinct.values()];
}

/** `M7021` and `M7/021` are the same message. */
const normalised = (code: string): string => code.replace(/^([A-Z][A-Z0-9_]*?)(\d{3})$/, '$1/$2');

function decide(messages: Message[], added: Record<string, ErrorCode>): { code: string; means: ErrorCode } | undefined {
  const found = messages.flatMap(({ code, text }) => {
    const means = meaningOf(code, text, added);
    return means ? [{ code, means }] : [];
  });
  return found.sort((a, b) => (WEIGHT[b.means] ?? 0) - (WEIGHT[a.means] ?? 0))[0];
}

function codeByStatus(status: number, code: string, { code: byStatus }: Trouble): ErrorCode {
  if (NO_SERVICE.test(code) && (status === 403 || status === 404)) return 'P-ENDPOINT';
  if (status === 404) return 'B-REJECTED';
  // Changed by somebody since it was read: to be read and decided again.
  return status === 412 ? 'T-LOCK' : byStatus;
}

/** Of a deficit the lines that take from stock, of too much the ones that bring it. */
function subjectsOf(code: string, messages: Message[], lines: MovementLine[]): string[] {
  if (code !== STOCK_DEFICIT && code !== ORDER_EXCEEDED) return [];
  const isReceived = code === ORDER_EXCEEDED;
  return linesNamed(
    messages,
    lines.filter(({ type }) => isReceipt(type) === isReceived),
  );
}

/** `Deficit of SL Unrestricted-use 58 EA : RM-20 P100 LINE L-31`: material, plant, storage location, batch. */
function linesNamed(messages: Message[], lines: MovementLine[]): string[] {
  const named = messages.map(({ text }) => (/ : (.+)$/.exec(text)?.[1] ?? '').trim().split(/\s+/));
  const concerned = lines.filter((line) =>
    named.some(([material = '', , location, batch]) => {
      if (unpadded(material) !== unpadded(line.item)) return false;
      return (!location || location === line.location) && (!batch || !line.lot || batch === line.lot);
    }),
  );
  return concerned.map(({ line }) => line);
}
