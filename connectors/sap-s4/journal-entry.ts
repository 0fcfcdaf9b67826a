import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import type { Decimal } from '../../contracts/quantity.js';
import type { FunctionMessage } from './errors.js';
import { badReply, type CallKind } from '../http-trouble.js';
import type { HttpReply } from '../http.js';

/** SAP's “Journal Entry – Post (Synchronous)”: JournalEntryCreateRequestConfirmation_In, a SOAP service. */
export interface JournalEntry {
  /** 16 characters; found again by it. */
  reference: string;
  companyCode: string;
  documentType: string;
  user: string;
  postingDate: string;
  headerText: string;
  itemText: string;
  currency: string;
  items: { account: string; amount: Decimal; side: 'DEBIT' | 'CREDIT' }[];
}

export interface JournalEntryConfirmation {
  /** Empty where nothing was posted. */
  number: string;
  year: string;
  messages: FunctionMessage[];
}

const ITEM_TEXT_LENGTH = 50;
const USER_LENGTH = 12;
const REPLY_LIMIT = 256 * 1024;
const LOG_LIMIT = 100;

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', processEntities: true });
// Nothing of a reply is expanded or guessed at: numbers stay the texts that they are.
const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  processEntities: false,
  parseTagValue: false,
  isArray: (name) => name === 'Item',
});

export function journalEntryXml(entry: JournalEntry, now = new Date()): string {
  const header = (id: string) => ({ ID: id, CreationDateTime: now.toISOString() });
  const request = {
    MessageHeader: header(entry.reference),
    JournalEntry: {
      OriginalReferenceDocumentType: 'BKPFF',
      BusinessTransactionType: 'RFBU',
      AccountingDocumentType: entry.documentType,
      DocumentReferenceID: entry.reference,
      DocumentHeaderText: entry.headerText,
      CreatedByUser: entry.user.slice(0, USER_LENGTH),
      CompanyCode: entry.companyCode,
      DocumentDate: entry.postingDate,
      PostingDate: entry.postingDate,
      Item: entry.items.map(({ account, amount, side }, index) => ({
        ReferenceDocumentItem: String(index + 1),
        GLAccount: account,
        AmountInTransactionCurrency: {
          '@currencyCode': entry.currency,
          '#text': side === 'CREDIT' ? `-${amount}` : amount,
        },
        DebitCreditCode: side === 'CREDIT' ? 'H' : 'S',
        DocumentItemText: entry.itemText.slice(0, ITEM_TEXT_LENGTH),
      })),
    },
  };
  return builder.build({
    'soapenv:Envelope': {
      '@xmlns:soapenv': 'http://schemas.xmlsoap.org/soap/envelope/',
      '@xmlns:sfin': 'http://sap.com/xi/SAPSCORE/SFIN',
      'soapenv:Header': '',
      'soapenv:Body': {
        'sfin:JournalEntryBulkCreateRequest': {
          MessageHeader: header(entry.reference),
          JournalEntryCreateRequest: request,
        },
      },
    },
  });
}

const said = z.string().optional().default('');
const log = z
  .union([
    z.object({ Item: z.array(z.object({ TypeID: said, SeverityCode: said, Note: said })).optional() }),
    z.string(),
  ])
  .optional()
  .transform((value) => (typeof value === 'object' ? (value.Item ?? []) : []));
const confirmation = z.object({
  JournalEntryCreateConfirmation: z.object({ AccountingDocument: said, FiscalYear: said }),
  Log: log,
});
const envelope = z.object({
  Envelope: z.object({
    Body: z.object({
      JournalEntryBulkCreateConfirmation: z.object({ JournalEntryCreateConfirmation: confirmation }),
    }),
  }),
});

/** What SAP says that it has posted. @throws ConnectorError in doubt, when it cannot be understood */
export function readConfirmation(kind: CallKind, reply: HttpReply): JournalEntryConfirmation {
  if (reply.text.length > REPLY_LIMIT) throw badReply(kind, 'the confirmation is larger than it can be', reply);
  const { data } = envelope.safeParse(parsed(reply.text));
  if (!data) throw badReply(kind, 'the reply is no confirmation of a journal entry', reply);
  const { JournalEntryCreateConfirmation: made, Log } =
    data.Envelope.Body.JournalEntryBulkCreateConfirmation.JournalEntryCreateConfirmation;
  return {
    number: /[1-9]/.test(made.AccountingDocument) ? made.AccountingDocument.trim() : '',
    year: made.FiscalYear.trim(),
    messages: Log.slice(0, LOG_LIMIT).map(messageOf),
  };
}

function parsed(xml: string): unknown {
  try {
    return parser.parse(xml) as unknown;
  } catch {
    return undefined;
  }
}

/** `605(RW)` is message 605 of class RW; severity 3 is an error. */
function messageOf({
  TypeID,
  SeverityCode,
  Note,
}: {
  TypeID: string;
  SeverityCode: string;
  Note: string;
}): FunctionMessage {
  const [, number = '', group = ''] = /^(\d+)\((.+)\)$/.exec(TypeID.trim()) ?? [];
  return {
    SystemMessageType: Number(SeverityCode) >= 3 ? 'E' : 'S',
    SystemMessageIdentification: group,
    SystemMessageNumber: number,
    SystemMessageLongText: Note,
  };
}
