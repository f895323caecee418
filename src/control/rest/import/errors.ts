import { InvalidOpenApi, type ReadOpenApi, type ReadOptions, readOpenApi } from '../../../openapi/openapi.ts';
import { ServiceError } from '../../../protocol/protocol.ts';
import { badRequest } from '../errors.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads the body of an import. @throws BadRequestException when it is no OpenAPI document (recorded: test_import_api_bad_file) */
export function readBody(body: Uint8Array, options: ReadOptions): ReadOpenApi {
  try {
    return readOpenApi(decoded(body), options);
  } catch (error) {
    if (error instanceof InvalidOpenApi) throw badRequest(error.message);
    throw error;
  }
}

function decoded(body: Uint8Array): string {
  try {
    return utf8.decode(body);
  } catch {
    // Bytes that are not UTF-8.
    throw new InvalidOpenApi();
  }
}

/** So many errors are listed; finding the others would be work for nobody. */
const MOST = 500;

/** The errors of an import, all of which it names at once. */
export class ImportErrors {
  readonly #errors: string[];

  constructor(errors: readonly string[]) {
    this.#errors = [...errors];
  }

  /** Runs a check; when it refuses, its sentence goes behind the place that it is about. */
  async at(place: () => string, check: () => void | Promise<void>): Promise<void> {
    if (this.#errors.length > MOST) return;
    try {
      await check();
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      // A quota is no fault of the document.
      if (error.code === 'LimitExceededException') throw error;
      this.#errors.push(`${place()}: ${error.message}`);
    }
  }

  /**
   * The form is the one that AWS's users quote: a heading, and a line for each.
   *
   * @throws BadRequestException when there are errors, or warnings that are to fail the import
   */
  conclude(warnings: readonly string[], failOnWarnings: boolean): void {
    if (this.#errors.length > 0) {
      const others = warnings.length > 0 ? ['\nAdditionally, these warnings were found:', lines(warnings)] : [];
      throw badRequest(['Errors found during import:', lines(this.#errors), ...others].join(''));
    }
    if (failOnWarnings && warnings.length > 0) throw badRequest(`Warnings found during import:${lines(warnings)}`);
  }
}

function lines(sentences: readonly string[]): string {
  return sentences.map((sentence) => `\n\t${sentence}`).join('');
}
