import { findStream, invalidArgument, type KinesisScope, type StreamReference } from './scope.ts';

interface TagPair {
  readonly Key: string;
  readonly Value: string;
}

const MOST_TAGS = 50;

export async function addTags(
  scope: KinesisScope,
  input: StreamReference & { readonly Tags: Readonly<Record<string, string>> },
): Promise<undefined> {
  const stream = findStream(scope, input);
  await stream.change((meta) => {
    const tags = { ...meta.tags, ...input.Tags };
    if (Object.keys(tags).length > MOST_TAGS) {
      throw invalidArgument(
        `Failed to add tags to stream ${meta.name}: a stream cannot have more than ${MOST_TAGS} tags.`,
      );
    }
    return { tags };
  });
  return undefined;
}

export async function removeTags(
  scope: KinesisScope,
  input: StreamReference & { readonly TagKeys: readonly string[] },
): Promise<undefined> {
  const stream = findStream(scope, input);
  await stream.change(({ tags }) => {
    const kept = Object.entries(tags).filter(([key]) => !input.TagKeys.includes(key));
    return { tags: Object.fromEntries(kept) };
  });
  return undefined;
}

interface ListTagsInput extends StreamReference {
  readonly ExclusiveStartTagKey?: string;
  readonly Limit?: number;
}

export function listTags(scope: KinesisScope, input: ListTagsInput): object {
  const after = input.ExclusiveStartTagKey;
  const tags = tagPairs(findStream(scope, input).meta.tags).filter(({ Key }) => after === undefined || Key > after);
  const page = tags.slice(0, input.Limit ?? MOST_TAGS);
  return { Tags: page, HasMoreTags: page.length < tags.length };
}

interface ResourceInput {
  readonly ResourceARN: string;
}

/** The form of the tag operations that names its stream by `ResourceARN`. */
export function tagResource(
  scope: KinesisScope,
  input: ResourceInput & { readonly Tags: Readonly<Record<string, string>> },
): Promise<undefined> {
  return addTags(scope, { StreamARN: input.ResourceARN, Tags: input.Tags });
}

export function untagResource(
  scope: KinesisScope,
  input: ResourceInput & { readonly TagKeys: readonly string[] },
): Promise<undefined> {
  return removeTags(scope, { StreamARN: input.ResourceARN, TagKeys: input.TagKeys });
}

export function listTagsForResource(scope: KinesisScope, input: ResourceInput): object {
  return { Tags: tagPairs(findStream(scope, { StreamARN: input.ResourceARN }).meta.tags) };
}

function tagPairs(tags: Readonly<Record<string, string>>): TagPair[] {
  return Object.entries(tags)
    .map(([Key, Value]) => ({ Key, Value }))
    .sort((a, b) => (a.Key < b.Key ? -1 : 1));
}
