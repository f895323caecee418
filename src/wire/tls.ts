import { randomBytes } from 'node:crypto';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import type { Cancel } from '../lib/clock.ts';

/** A certificate and its private key, as PEM. */
export interface TlsIdentity {
  /** The chain, with the server's own certificate first. */
  readonly cert: string;
  readonly key: string;
}

export interface TlsIdentities {
  /** For clients that name no server, and for names that nothing else is for. */
  readonly fallback: TlsIdentity;
  /** By host name; `*.example.com` stands for one label, and a full name goes before it, as with AWS's custom domains. */
  readonly byName?: ReadonlyMap<string, TlsIdentity>;
  /**
   * 48 secret bytes that session tickets are sealed with. Whoever shares them (the threads of one port) can resume each
   * other's sessions. Absent: those before, at first random ones.
   */
  readonly ticketKeys?: Uint8Array;
}

interface Entry {
  readonly identity: TlsIdentity;
  readonly context: SecureContext;
}

/**
 * The certificates that a listener serves with. They are swapped, never changed: connections that are there go on with what
 * they were opened with, later ones get the new.
 */
export class TlsContexts {
  #fallback: Entry;
  #byName: ReadonlyMap<string, Entry>;
  #ticketKeys: Buffer;
  readonly #watchers = new Set<() => void>();

  /** @throws when an identity is not PEM, or the key is not the certificate's; the message says which */
  constructor(identities: TlsIdentities) {
    this.#ticketKeys = Buffer.from(identities.ticketKeys ?? randomBytes(48));
    this.#byName = this.#open(identities.byName, new Map(), this.#ticketKeys);
    this.#fallback = entryOf('the default', identities.fallback, undefined, this.#ticketKeys);
  }

  /** @param serverName what the client asks for (SNI, RFC 6066); its case does not matter */
  find(serverName: string): SecureContext {
    const name = serverName.toLowerCase();
    const exact = this.#byName.get(name);
    if (exact !== undefined) return exact.context;
    const dot = name.indexOf('.');
    const wildcard = dot < 0 ? undefined : this.#byName.get(`*${name.slice(dot)}`);
    return (wildcard ?? this.#fallback).context;
  }

  /** @throws as the constructor; then everything stays as it was */
  replace(identities: TlsIdentities): void {
    const ticketKeys = Buffer.from(identities.ticketKeys ?? this.#ticketKeys);
    const kept = ticketKeys.equals(this.#ticketKeys);
    const byName = this.#open(identities.byName, kept ? this.#byName : new Map(), ticketKeys);
    const fallback = entryOf('the default', identities.fallback, kept ? this.#fallback : undefined, ticketKeys);
    this.#byName = byName;
    this.#fallback = fallback;
    this.#ticketKeys = ticketKeys;
    for (const tell of this.#watchers) tell();
  }

  /** What `node:tls` makes the context of a client without a server name from. */
  fallbackOptions(): SecureContextOptions {
    return contextOptions(this.#fallback.identity, this.#ticketKeys);
  }

  /** Calls `tell` after every replacement, until cancelled. */
  watch(tell: () => void): Cancel {
    this.#watchers.add(tell);
    return () => this.#watchers.delete(tell);
  }

  #open(
    identities: ReadonlyMap<string, TlsIdentity> = new Map(),
    before: ReadonlyMap<string, Entry>,
    ticketKeys: Buffer,
  ): Map<string, Entry> {
    const entries = new Map<string, Entry>();
    for (const [given, identity] of identities) {
      const name = given.toLowerCase();
      entries.set(name, entryOf(name, identity, before.get(name), ticketKeys));
    }
    return entries;
  }
}

/** What is the same as before is not made again: among thousands of names, a few change. */
function entryOf(name: string, identity: TlsIdentity, before: Entry | undefined, ticketKeys: Buffer): Entry {
  if (before?.identity.cert === identity.cert && before.identity.key === identity.key) return before;
  try {
    return { identity, context: createSecureContext(contextOptions(identity, ticketKeys)) };
  } catch (error) {
    throw new Error(`The certificate of ${name} cannot be used: ${(error as Error).message}`, { cause: error });
  }
}

// deviation: TLS 1.0 is refused everywhere, as by the security policy TLS_1_2; AWS's edge-optimized and regional default endpoints still take it.
function contextOptions({ cert, key }: TlsIdentity, ticketKeys: Buffer): SecureContextOptions {
  return { cert, key, ticketKeys, minVersion: 'TLSv1.2', sessionIdContext: 'gatehouse' };
}
