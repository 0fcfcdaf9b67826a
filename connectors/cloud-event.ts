/** What a message says; the rest of its envelope follows from where it comes from. */
export interface Told {
  type: string;
  /** The number that it is about. */
  subject: string;
  /** Rises per subject; a text that sorts as it rises (CloudEvents extension `sequence`). */
  sequence: string;
  data: unknown;
}

/** CloudEvents 1.0 in structured mode, as a trading partner receives it. */
export interface CloudEvent extends Told {
  specversion: '1.0';
  /** That of the webhook: whoever looks at the event alone sees a double too. */
  id: string;
  source: string;
  datacontenttype: 'application/json';
}

const SEQUENCE_DIGITS = 10;

/** The same bytes whenever it is sent: there is no time in it that is not the message's own. */
export const cloudEvent = (id: string, source: string, { type, subject, sequence, data }: Told): CloudEvent => ({
  specversion: '1.0',
  id,
  source,
  type,
  subject,
  sequence,
  datacontenttype: 'application/json',
  data,
});

/** Of a number. */
export const sequenceOf = (number: number): string => String(number).padStart(SEQUENCE_DIGITS, '0');
