/** Features whose rows have files, in every layout that keeps some, in a folder and in S3. */
import { expect, test } from '@jest/globals';
import { ARCHITECTURES } from '../../generators/app/architectures.js';
import { layoutOf } from './layouts.js';
import { describeProjectWith } from './project-with.js';
import { describeWithPython } from './with-python.js';

/** The tests of these features, of what keeps files, and of migrations. */
const OF_FEATURES =
  'article or report or scan or storage or stored or migrations or contract or rules';

/**
 * Files alone, and with what a row can have besides.
 *
 * @param isOwned whether every row has an owner without being asked, a UUID, times, and stays when it is deleted.
 */
const runsFor = (isOwned: boolean): readonly (readonly string[])[] => [
  ['article', 'title:str=80', 'cover:file=image/png+image/jpeg:max=50kb', 'manual:file'],
  [
    'report',
    'title:str=80',
    'slug:slug=title',
    'type:file=application/pdf:max=20kb:column=pdf',
    ...(isOwned ? [] : ['author:ref=User:caller']),
    'fans:refs=User:caller',
    'state:enum=draft/live:flow=draft-live',
    '--concurrency=version',
    '--pages=cursor',
    '--read=owner+admin',
    '--write=owner',
    '--delete=admin',
  ],
  [
    'scan',
    'text:str=80',
    'image:file=image/png',
    ...(isOwned ? [] : ['--id=uuid', '--soft-delete', '--no-timestamps']),
    '--endpoints=list+create',
    '--read=public',
    '--write=editor',
  ],
];

/** The module that keeps files, where it is not `app.core.storage`. */
const STORAGE: Readonly<Record<string, string>> = {
  onion: 'app.infrastructure.adapters.file_storage',
  'domain-routes': 'utils.storage',
};

/** Keeps a file in S3, as boto3 speaks with it, and prints what is there before and after it is deleted. */
const inS3 = (storage: string) => `
import io
from moto import mock_aws
import boto3
from ${storage} import S3Storage

content = bytes(range(256)) * 40_000
with mock_aws():
    client = boto3.client("s3", region_name="us-east-1")
    client.create_bucket(Bucket="files")
    storage = S3Storage("files", None)
    storage.save("key", io.BytesIO(content))
    chunks = [*storage.read("key")]
    print(b"".join(chunks) == content, len(chunks) > 1)
    for _ in range(2):
        storage.delete("key")
    print(client.list_objects_v2(Bucket="files")["KeyCount"])
`;

const AWS = {
  AWS_ACCESS_KEY_ID: 'testing',
  AWS_SECRET_ACCESS_KEY: 'testing',
  AWS_DEFAULT_REGION: 'us-east-1',
};

describeWithPython('rows with files', () => {
  for (const { capabilities, id, ownsRows } of ARCHITECTURES) {
    if (!capabilities.some((each) => each.id === 'files')) continue;
    describeProjectWith(
      id,
      layoutOf(id),
      runsFor(ownsRows !== undefined),
      (project) => {
        test('keeps files in S3', () => {
          const code = inS3(STORAGE[id] ?? 'app.core.storage');
          expect(project().python.run('python', ['-c', code], AWS)).toContain('True True\n0\n');
        }, 120_000);
      },
      { words: OF_FEATURES, moreThan: 80, turn: 4 },
    );
  }
});
