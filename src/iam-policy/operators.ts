import { isWithin, readAddress, readRange } from './addresses.ts';
import { compileArns } from './arns.ts';
import { readDate } from './dates.ts';
import { PolicySyntaxError, shown } from './errors.ts';
import { readNumber } from './numbers.ts';
import { parseTemplate } from './template.ts';
import { compileTexts, like, type Matcher, type Reading, same } from './text-match.ts';

/** What an operator does with one value of the request, without its prefix and suffix. */
export interface Operator {
  /** It holds where none of the policy's values matches. */
  readonly negated: boolean;
  /**
   * @param values the policy's, at least one
   * @throws PolicySyntaxError for a value that is not of the operator's kind
   */
  readonly compile: (values: readonly string[], variables: boolean) => Matcher;
}

type Compile = Operator['compile'];

/** IAM User Guide, "IAM JSON policy elements: Condition operators"; by lower case. `Null` is not among them: it asks for no value. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  Object.entries({
    ...withNegation('stringequals', 'stringnotequals', texts(same)),
    ...withNegation('stringequalsignorecase', 'stringnotequalsignorecase', ignoringCase(texts(same))),
    ...withNegation('stringlike', 'stringnotlike', texts(like)),
    ...withNegation('arnequals', 'arnnotequals', compileArns),
    ...withNegation('arnlike', 'arnnotlike', compileArns),
    ...withNegation('ipaddress', 'notipaddress', compared(readAddress, readRange, isWithin)),
    ...ordered('numeric', readNumber),
    ...ordered('date', readDate),
    bool: { negated: false, compile: compileBool },
    binaryequals: { negated: false, compile: compared(readBinary, readBinary, (given, wanted) => given === wanted) },
  }),
);

function withNegation(name: string, negation: string, compile: Compile): Record<string, Operator> {
  return { [name]: { negated: false, compile }, [negation]: { negated: true, compile } };
}

/** The six operators of numbers and of dates. */
function ordered(family: string, read: (text: string) => number | undefined): Record<string, Operator> {
  const operator = (holds: (given: number, wanted: number) => boolean) => ({
    negated: false,
    compile: compared(read, read, holds),
  });
  return {
    ...withNegation(
      `${family}equals`,
      `${family}notequals`,
      compared(read, read, (given, wanted) => given === wanted),
    ),
    [`${family}lessthan`]: operator((given, wanted) => given < wanted),
    [`${family}lessthanequals`]: operator((given, wanted) => given <= wanted),
    [`${family}greaterthan`]: operator((given, wanted) => given > wanted),
    [`${family}greaterthanequals`]: operator((given, wanted) => given >= wanted),
  };
}

function texts(reading: Reading): Compile {
  return (values, variables) =>
    compileTexts(
      values.map((value) => parseTemplate(value, variables)),
      reading,
    );
}

/** Of a variable's value too, which comes by way of the request. */
function ignoringCase(compile: Compile): Compile {
  return (values, variables) => {
    const lower = values.map((value) => value.toLowerCase());
    const fits = compile(lower, variables);
    if (!variables || !lower.some((value) => value.includes('${'))) {
      return (text, question) => fits(text.toLowerCase(), question);
    }
    return (text, question) =>
      fits(text.toLowerCase(), {
        ...question,
        condition: (key) => question.condition(key)?.map((value) => value.toLowerCase()),
      });
  };
}

/** Values that are read before they are compared, those of the policy once. Variables are not supported there: `${` is no number. */
function compared<Given, Wanted>(
  readGiven: (text: string) => Given | undefined,
  readWanted: (text: string) => Wanted | undefined,
  holds: (given: Given, wanted: Wanted) => boolean,
): Compile {
  return (values) => {
    const wanted = values.map((value) => {
      const read = readWanted(value);
      if (read === undefined) throw new PolicySyntaxError(`${shown(value)} is no value for its condition operator`);
      return read;
    });
    return (text) => {
      const given = readGiven(text);
      return given === undefined ? 'unreadable' : wanted.some((one) => holds(given, one));
    };
  };
}

/** "Policy variables – Supported" */
function compileBool(values: readonly string[], variables: boolean): Matcher {
  const constant = values.filter((value) => !variables || !value.includes('${'));
  const fits = compared(readBoolean, readBoolean, (given, wanted) => given === wanted)(constant, variables);
  if (constant.length === values.length) return fits;
  const resolved = ignoringCase(texts(same))(values, variables);
  return (text, question) => (readBoolean(text) === undefined ? 'unreadable' : resolved(text, question));
}

export function readBoolean(text: string): boolean | undefined {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined;
}

/** Base64, as the same bytes are always written. */
function readBinary(text: string): string | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  return Buffer.from(text, 'base64').toString('base64');
}
