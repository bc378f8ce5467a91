/** What a value of a request may look like, in the terms of the public service models. */
export type Shape = StructureShape | ListShape | MapShape | StringShape | NumberShape | PlainShape;

export interface StructureShape {
  readonly type: 'structure';
  /** Member name to the name of its shape. */
  readonly members: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
}

export interface ListShape {
  readonly type: 'list';
  readonly member: string;
  readonly min?: number;
  readonly max?: number;
}

export interface MapShape {
  readonly type: 'map';
  readonly key: string;
  readonly value: string;
  readonly min?: number;
  readonly max?: number;
}

export interface StringShape {
  readonly type: 'string';
  readonly enum?: readonly string[];
  /** A pattern in Java's syntax; the whole value must match. */
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
}

export interface NumberShape {
  readonly type: 'integer' | 'long' | 'float' | 'double';
  readonly min?: number;
  readonly max?: number;
}

export interface PlainShape {
  readonly type: 'boolean' | 'blob' | 'timestamp';
  readonly min?: number;
  readonly max?: number;
}

/** The part of a service's public model that checking requests needs. */
export interface ServiceModel {
  /** First half of the `X-Amz-Target` header. */
  readonly targetPrefix: string;
  /** The service name inside a signature's credential scope. */
  readonly signingName: string;
  /** Operation name to the name of its input shape; null when it takes none. */
  readonly inputs: Readonly<Record<string, string | null>>;
  /** Operations the real service has and this endpoint does not answer. */
  readonly otherOperations: readonly string[];
  readonly shapes: Readonly<Record<string, Shape>>;
}
