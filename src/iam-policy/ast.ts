/** A policy as it is written: IAM User Guide, "Grammar of the IAM JSON policy language". */
export interface PolicyNode {
  /** Texts may have variables: from Version 2012-10-17 on. */
  readonly variables: boolean;
  /** At least one. */
  readonly statements: readonly StatementNode[];
}

export interface StatementNode {
  readonly effect: 'Allow' | 'Deny';
  /** Absent in a policy that belongs to a principal. */
  readonly principals?: PrincipalsNode;
  readonly actions: ElementNode;
  readonly resources: ElementNode;
  readonly conditions: readonly ConditionNode[];
}

/** `Action` or, negated, `NotAction`; `Resource` or `NotResource`. At least one text. */
export interface ElementNode {
  readonly negated: boolean;
  readonly texts: readonly string[];
}

export type PrincipalKind = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

export interface PrincipalsNode {
  readonly negated: boolean;
  /** `"*"` reads as `{"AWS": "*"}`, which means the same ("AWS JSON policy elements: Principal"). */
  readonly named: readonly { readonly kind: PrincipalKind; readonly texts: readonly string[] }[];
}

export interface ConditionNode {
  /** With its prefix and suffix, as it is written. */
  readonly operator: string;
  readonly lowerKey: string;
  /** At least one. Numbers and booleans as JSON writes them. */
  readonly values: readonly string[];
}
