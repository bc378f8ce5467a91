/** Words of Flink SQL that the editor colours; what they mean is the parser's business. */
export const SQL_KEYWORDS: readonly string[] = `
add after all alter analyze and any as asc between both by case cast catalog catalogs columns comment compile
compute constraint create cross cube current database databases day days default delete desc describe descriptor
distinct distributed drop else end enforced escape except execute exists explain extended false fetch filter first
following for from full function functions group grouping having hour hours if ignore in include inner insert
intersect interval into is jar jars join json key last lateral leading left like limit load match_recognize
materialized metadata minute minutes model models modify module modules month months natural next not null nulls of
offset on only or order ordinality outer over overwrite partition partitioned partitions pattern plan preceding
primary procedure properties range recursive rename replace reset respect right rollup row rows second seconds select
session set sets show similar some start statement stop system_time table tables tablesample temporary then to
trailing true try_cast unbounded union unknown unload unnest update use using values view views virtual watermark
when where window with within without year years week quarter begin one per skip past measures define periods
`
  .trim()
  .split(/\s+/);

export const SQL_TYPES: readonly string[] = `
array bigint binary boolean bytes char date dec decimal double float int integer map multiset numeric precision raw
real smallint string time timestamp timestamp_ltz tinyint varbinary varchar variant zone local
`
  .trim()
  .split(/\s+/);
