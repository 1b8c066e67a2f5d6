/** What a feature that stands has for itself, so that no other is written with it. */
import type { Backend } from '../../project/foreign/backend.js';
import { isTest, type ModelHabits } from '../../project/foreign/models.js';
import type { StandingFeature } from '../../project/neighbour/features.js';
import { Holes, mentionOf } from '../../project/neighbour/words.js';
import { withFields } from './field-regions.js';
import type { NewField } from './new-fields.js';
import { columnBase, ownFields, ownRelationships } from './own-fields.js';

/** A field that no neighbour has. */
const OTHER: NewField = {
  name: '_other',
  optional: false,
  type: 'str',
  checked: 'str',
  column: '_other: str',
  sample: '""',
  sampleInJson: '""',
  otherSample: '""',
  otherInJson: '""',
};

/** Returns the functions of a file that are about fields which only this feature has, by their names. */
export function particularIn(
  backend: Backend,
  neighbour: StandingFeature,
  habits: ModelHabits,
  path: string,
): readonly string[] {
  const change = {
    model: neighbour.model.name,
    key: neighbour.model.id.name,
    old: ownFields(backend, neighbour, habits),
    relationships: ownRelationships(backend, neighbour),
    otherEnds: new Map<string, string>(),
    commonWords: new Set<string>(),
    unasked: new Set<string>(),
    fields: [OTHER],
    gone: new Set<string>(),
    hasModel: path === neighbour.model.path,
    isMigrated: false,
    isDataclass: habits.dataclass,
    base: columnBase(backend, neighbour),
    targets: new Map(),
    definitions: '',
    members: new Map(),
    fixtures: new Set<string>(),
    bodies: new Set<string>(),
    rename: (name: string) => name,
    check: () => undefined,
    parametersOf: () => new Map<string, boolean>(),
    rowFixture: () => undefined,
    bare: (name: string) => name.replaceAll(new RegExp(mentionOf(neighbour.model), 'g'), ''),
  };
  const source = backend.modules.source(path);
  return [
    ...new Set(withFields(source, change, new Holes(), isTest(path, backend.modules)).particular),
  ];
}
