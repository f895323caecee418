import { createPrivateKey, type KeyObject, randomBytes, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { ConfigError, type HttpsConfig } from '../config/config.ts';
import type { Log } from '../lib/log.ts';
import { TlsContexts, type TlsIdentities, type TlsIdentity } from '../wire/wire.ts';

/** The certificate of the HTTPS port: as it is in its files, when they are first read and whenever they are read again. */
export class Certificate {
  /** What all that is read has to pass; a process without gateway threads serves with it. */
  readonly contexts: TlsContexts;
  readonly #files: HttpsConfig;
  readonly #log: Log;
  #identities: TlsIdentities;
  /** One reading after the other: the last one asked for is the one that stays. */
  #read: Promise<void> = Promise.resolve();

  private constructor(files: HttpsConfig, log: Log, identities: TlsIdentities, contexts: TlsContexts) {
    this.#files = files;
    this.#log = log;
    this.#identities = identities;
    this.contexts = contexts;
  }

  /** @throws ConfigError when a file cannot be read or used, or when the two do not fit */
  static async open(files: HttpsConfig, log: Log): Promise<Certificate> {
    const ticketKeys = new Uint8Array(randomBytes(48));
    const identities = { fallback: await readIdentity(files), ticketKeys };
    return new Certificate(
      files,
      log,
      identities,
      usable(files, () => new TlsContexts(identities)),
    );
  }

  /** What new connections are served with; it can be sent to another thread. */
  get identities(): TlsIdentities {
    return this.#identities;
  }

  /**
   * Reads the files again. What cannot be used is logged, and what was there serves on.
   *
   * @param spread hands it to all who serve; it resolves when they have it
   */
  readAgain(spread: (identities: TlsIdentities) => Promise<void>): Promise<void> {
    const read = this.#read.then(() => this.#replace(spread));
    // Whoever asked for this one hears of what went wrong; the next is read all the same.
    this.#read = read.catch(() => undefined);
    return read;
  }

  async #replace(spread: (identities: TlsIdentities) => Promise<void>): Promise<void> {
    const { certFile } = this.#files;
    try {
      const identities = { ...this.#identities, fallback: await readIdentity(this.#files) };
      usable(this.#files, () => this.contexts.replace(identities));
      this.#identities = identities;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      this.#log.error(`The certificate stays as it was: ${error.message}`);
      return;
    }
    await spread(this.#identities);
    const { validTo } = new X509Certificate(this.#identities.fallback.cert);
    this.#log.info(`New connections are served with the certificate that ${certFile} holds now`, { validTo });
  }
}

async function readIdentity({ certFile, keyFile }: HttpsConfig): Promise<TlsIdentity> {
  const [cert, key] = await Promise.all([readPem('--tls-cert', certFile), readPem('--tls-key', keyFile)]);
  const certificate = parse(`--tls-cert ${certFile} holds no certificate in PEM`, () => new X509Certificate(cert));
  const privateKey: KeyObject = parse(`--tls-key ${keyFile} holds no private key in PEM that can be read`, () =>
    createPrivateKey(key),
  );
  if (!certificate.checkPrivateKey(privateKey))
    throw new ConfigError(`--tls-key ${keyFile} is not the key of the certificate in --tls-cert ${certFile}`);
  return { cert, key };
}

async function readPem(option: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError(`${option} ${file} cannot be read: ${(error as Error).message}`);
  }
}

function parse<T>(problem: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new ConfigError(`${problem}: ${(error as Error).message}`);
  }
}

/** What is left to find: a chain that breaks off, a key that OpenSSL thinks too weak. */
function usable<T>({ certFile, keyFile }: HttpsConfig, make: () => T): T {
  return parse(`--tls-cert ${certFile} with --tls-key ${keyFile} cannot be served with`, make);
}
