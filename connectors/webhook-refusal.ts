import type { Trouble } from '../contracts/errors.js';
import { statusTrouble, upstreamOf } from './http-trouble.js';
import type { HttpReply } from './http.js';
import { problemOf } from './rest-problem.js';
import type { Audience } from './webhook-receivers.js';

/** These pass; or the receiver cannot check who we are, which is mended in its settings or ours. */
const TECHNICAL = new Set([401, 408, 429]);

/**
 * What it means that somebody does not take a message: 4xx is the receiver's word, and a person's matter; what
 * passes by itself is tried again under the same id; a redirect would carry the message to an address that nobody has
 * agreed, so it is not followed.
 */
export function refusal(system: string, reply: HttpReply, { one }: Pick<Audience, 'one'>): Trouble {
  const { status } = reply;
  const problem = problemOf(reply);
  const said = problem?.detail ?? problem?.title;
  const upstream = upstreamOf(system, reply, {
    ...(problem?.code && { code: problem.code.slice(0, 100) }),
    ...(said && { text: said }),
    ...(problem?.correlationId && { transactionId: problem.correlationId.slice(0, 100) }),
  });
  if (status >= 300 && status < 400) {
    const to = (reply.headers['location'] ?? '').slice(0, 200);
    const text = `${system}: the ${one}’s address redirects to ${to || 'another one'}, which is not followed`;
    return { code: 'P-ENDPOINT', text, applied: 'maybe', upstream };
  }
  if (status >= 400 && status < 500 && !TECHNICAL.has(status)) {
    const why = status === 410 ? `the ${one} takes no more messages at this address` : `the ${one} refused it`;
    return {
      code: 'B-REJECTED',
      text: `${system}: ${why} (${status})${upstream.text ? `: ${upstream.text}` : ''}`,
      applied: 'no',
      upstream,
    };
  }
  return statusTrouble({ system, write: true }, reply, upstream);
}
