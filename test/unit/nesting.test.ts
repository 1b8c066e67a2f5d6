/** What a feature can be nested in, wherever a project keeps its models. */
import { expect, test } from '@jest/globals';
import { domainRoutes } from '../../generators/domain-routes/architecture.js';
import { findNestable } from '../../shared/plan/nesting.js';
import { FileTree } from '../../shared/project/file-tree.js';

const MODEL = 'class Product(OwnedMixin, Base):\n    __tablename__ = "products"\n';

test.each([
  ['in one module', { 'database/models.py': MODEL }],
  [
    'in a package',
    {
      'database/models/__init__.py': 'from .product import Product\n',
      'database/models/product.py': MODEL,
    },
  ],
])('models %s', (_, models) => {
  const tree = new FileTree('/dev/null/no-project');
  const files = { ...models, 'routes/products/__init__.py': '' };
  for (const [path, text] of Object.entries(files)) tree.plan(path, text);
  expect(findNestable(domainRoutes, tree)).toEqual(['product']);
});
