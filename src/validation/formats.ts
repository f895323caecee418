import { isIPv4, isIPv6 } from 'node:net';
import type { MessageName } from './messages.ts';

interface Format {
  readonly fits: (text: string) => boolean;
  /** What the message shows behind the text. */
  readonly more?: string;
}

const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d{1,12})?(?:Z|[+-]\d\d:?\d\d)$/;
const LABEL = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/;
const URI_START = /^(?:[A-Za-z][A-Za-z0-9+.-]*:|\/\/)/;
/** One expression for all of a URI would take V8's whole stack on megabytes. */
const NOT_IN_URI = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%\x80-\uffff]|%(?![0-9a-fA-F]{2})/;

/** Formats that are checked, as draft 4 has them; a text of any other fits, as with the library that AWS uses. */
// deviation: Formats are checked as draft 4 describes them; how exactly AWS checks each is not recorded.
export const FORMATS: { readonly [name in MessageName]?: Format } = {
  'date-time': {
    fits(text) {
      const [, year, month, day, hour, minute, second] = (DATE_TIME.exec(text) ?? []).map(Number);
      if (year === undefined || month === undefined || day === undefined) return false;
      const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
      const inDay = (hour as number) < 24 && (minute as number) < 60 && (second as number) < 60;
      return month >= 1 && month <= 12 && day >= 1 && day <= days && inDay;
    },
    more: "[yyyy-MM-dd'T'HH:mm:ssZ, yyyy-MM-dd'T'HH:mm:ss.[0-9]{1,12}Z]",
  },
  email: { fits: (text) => /^[^\s@]+@[^\s@]+$/.test(text) },
  hostname: {
    fits: (text) => text.length <= 253 && text.split('.').every((label) => label.length <= 63 && LABEL.test(label)),
  },
  ipv4: { fits: isIPv4 },
  ipv6: { fits: (text) => isIPv6(text) && !text.includes('%') },
  regex: { fits: (text) => text.length <= 10_000 && isRegex(text) },
  uri: { fits: (text) => URI_START.test(text) && !NOT_IN_URI.test(text) },
  uuid: { fits: (text) => /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/.test(text) },
};

/** Of a stranger, so it is only read: what would run in linear time may take a second to compile. */
function isRegex(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
