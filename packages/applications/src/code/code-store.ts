/** An object in a bucket. */
export interface CodeLocation {
  /** `arn:aws:s3:::name`. */
  readonly bucketArn: string;
  readonly key: string;
  readonly objectVersion?: string | undefined;
}

/** Where code that is named by bucket and key is read from. */
export interface CodeStore {
  /** @throws ApplicationError (`invalid-argument`) when there is no such bucket or object. */
  read(location: CodeLocation): Promise<Uint8Array>;
}
