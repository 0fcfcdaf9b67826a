import { z } from 'zod';
import type { ErrorCode, Trouble } from '../contracts/errors.js';
import { type CallKind, statusTrouble, upstreamOf } from './http-trouble.js';
import type { HttpReply } from './http.js';

/** What a product's own problem codes mean; anything else that it refuses is `rejected`. */
export interface ProblemTable {
  codes: Record<string, ErrorCode>;
  rejected: ErrorCode;
}

const text = z.string().optional().catch(undefined);

/** RFC 9457 with the extensions of the generic REST counterparts. A field that is not as agreed is as good as none. */
const problemSchema = z
  .object({
    type: text,
    title: text,
    code: text,
    detail: text,
    processed: z.enum(['no', 'yes', 'unknown']).optional().catch(undefined),
    errors: z
      .array(z.object({ pointer: text, message: text }))
      .optional()
      .catch(undefined),
    correlationId: text,
  })
  .refine(({ type, title, code, detail }) => Boolean(type ?? title ?? code ?? detail));

export type Problem = z.infer<typeof problemSchema>;

/** Undefined when it is not the system that speaks, but something in front of it. */
export const problemOf = (reply: HttpReply): Problem | undefined => problemSchema.safeParse(reply.json).data;

/**
 * What a refusal means: the product's own code first, the status second; whether it was carried out is as the
 * system says in `processed`, and only where it does not say so, as the status lets us conclude.
 */
export function problemTrouble(kind: CallKind, reply: HttpReply, table: ProblemTable): Trouble {
  const problem = problemOf(reply);
  if (!problem) return statusTrouble(kind, reply);
  const said = wording(problem);
  const upstream = upstreamOf(kind.system, reply, {
    ...(problem.code && { code: problem.code.slice(0, 100) }),
    ...(said && { text: said }),
    ...(problem.correlationId && { transactionId: problem.correlationId.slice(0, 100) }),
  });
  const byStatus = statusTrouble(kind, reply, upstream);
  const applied = kind.write ? appliedBy(problem, byStatus) : 'no';
  if (applied === 'maybe') return { ...byStatus, applied, code: 'U-IN-DOUBT' };
  const code = codeOf(problem, reply.status, byStatus.code, table);
  const rejected = code[0] === 'B' || code[0] === 'C';
  return { ...byStatus, applied, code, ...(rejected && { text: `${kind.system}: ${upstream.text}` }) };
}

function appliedBy({ processed }: Problem, byStatus: Trouble): Trouble['applied'] {
  if (processed === undefined) return byStatus.applied;
  return processed === 'no' ? 'no' : 'maybe';
}

function codeOf({ code }: Problem, status: number, byStatus: ErrorCode, table: ProblemTable): ErrorCode {
  if (code !== undefined && Object.hasOwn(table.codes, code)) return table.codes[code] ?? byStatus;
  if (status === 400) return 'C-SCHEMA';
  // With a code it is the system that misses an object; without, something that has no such page.
  if (status === 404) return code === undefined ? 'P-ENDPOINT' : table.rejected;
  if (byStatus === 'U-IN-DOUBT') return 'T-UNAVAILABLE';
  return byStatus === 'B-REJECTED' ? table.rejected : byStatus;
}

function wording({ title, detail, errors = [] }: Problem): string {
  const pointed = errors.map(({ pointer, message }) => [pointer, message].filter(Boolean).join(': '));
  return [detail ?? title, ...pointed].filter(Boolean).join('; ');
}
