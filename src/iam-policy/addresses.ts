import { isIPv6 } from 'node:net';

/** An IPv4 address has two groups of 16 bits, an IPv6 address eight. */
export type Address = readonly number[];

/** The addresses whose first `prefix` bits are those of `address`. */
export interface AddressRange {
  readonly address: Address;
  readonly prefix: number;
}

/** `undefined`: the text is no address. An IPv4 address mapped into IPv6 is the IPv4 address; a zone (`%eth0`) does not count. */
export function readAddress(text: string): Address | undefined {
  const v4 = readV4(text);
  if (v4 !== undefined) return v4;
  if (text.length > MAX_ADDRESS || !isIPv6(text)) return undefined;
  const percent = text.indexOf('%');
  const groups = groupsOfV6(percent < 0 ? text : text.slice(0, percent));
  return isMapped(groups) ? groups.slice(6) : groups;
}

const MAX_ADDRESS = 64;

/**
 * `203.0.113.0/24`, `2001:DB8:1234:5678::/64`, or an address. `undefined`: the text is none.
 *
 * deviation: An IPv6 address without a prefix length is one address, although AWS's page gives /32 as the default for all.
 */
export function readRange(text: string): AddressRange | undefined {
  const [before = '', length, more] = text.split('/', 3);
  const address = readAddress(before);
  if (address === undefined || more !== undefined || before.includes('%')) return undefined;
  const bits = address.length * 16;
  if (length === undefined) return { address, prefix: bits };
  if (!/^(?:0|[1-9]\d{0,2})$/.test(length)) return undefined;
  // Of a mapped address the length counts from the front of the IPv6 address.
  const prefix = Number(length) - (before.includes(':') && bits === 32 ? 96 : 0);
  return prefix >= 0 && prefix <= bits ? { address, prefix } : undefined;
}

export function isWithin(address: Address, range: AddressRange): boolean {
  if (address.length !== range.address.length) return false;
  for (let group = 0, left = range.prefix; left > 0; group++, left -= 16) {
    const mask = left >= 16 ? 0xffff : 0xffff & (0xffff << (16 - left));
    if ((((address[group] ?? 0) ^ (range.address[group] ?? 0)) & mask) !== 0) return false;
  }
  return true;
}

/** Four numbers up to 255, without leading zeros: what most requests have, without a list of texts on the way. */
function readV4(text: string): Address | undefined {
  let address = 0;
  let dots = 0;
  let byte = -1;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9 && byte !== 0) byte = byte < 0 ? digit : byte * 10 + digit;
    else if (digit === -2 && byte >= 0 && dots < 3) {
      address = address * 256 + byte;
      dots++;
      byte = -1;
    } else return undefined;
    if (byte > 255) return undefined;
  }
  if (dots !== 3 || byte < 0) return undefined;
  address = address * 256 + byte;
  return [Math.floor(address / 65_536), address % 65_536];
}

/** @param text that `isIPv6` takes for one */
function groupsOfV6(text: string): Address {
  const [front = '', back] = text.split('::');
  const first = groupsOf(front);
  if (back === undefined) return first;
  const last = groupsOf(back);
  return [...first, ...new Array<number>(Math.max(0, 8 - first.length - last.length)).fill(0), ...last];
}

function groupsOf(text: string): Address {
  if (text === '') return [];
  return text.split(':').flatMap((group) => readV4(group) ?? [Number.parseInt(group, 16)]);
}

function isMapped(groups: Address): boolean {
  return groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0);
}
