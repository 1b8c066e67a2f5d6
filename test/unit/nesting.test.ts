/** What a feature can be nested in, wherever a project keeps its models. */
import { expect, test } from '@jest/globals';
import { domainRoutes } from '../../generators/domain-routes/architecture.js';
import { pascalOf } from '../../shared/feature/naming.js';
import { featureFromArguments } from '../../shared/feature/spec.js';
import { layOut } from '../../shared/plan/lay-out.js';
import { planFeature } from '../../shared/plan/plan.js';
import { Workspace } from '../../shared/project/workspace.js';

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
  const tree = new Workspace('/dev/null/no-project');
  const files = { ...models, 'routes/products/__init__.py': '' };
  for (const [path, text] of Object.entries(files)) tree.edit(path, text, { layer: '', why: '' });
  expect(layOut(domainRoutes, tree).nestable()).toEqual(['product']);
});

test('a module that grows with the features nested in it is never overwritten', () => {
  const tree = new Workspace('/dev/null/no-project');
  const product = featureFromArguments('product', ['name:str'], {}, domainRoutes);
  planFeature(layOut(domainRoutes, tree), product);
  const path = 'routes/products/__init__.py';
  const grown = `${tree.read(path)}# grown\n`;
  tree.edit(path, grown, { layer: '', why: '' });
  const { files } = planFeature(layOut(domainRoutes, tree), product);
  expect(tree.read(path)).toBe(grown);
  expect(files.filter(({ action }) => action === 'overwrite')).toEqual([]);
});

test.each(['page_2', 'plan_a_b', 'x_ray'])('%s is found again by its class', (name) => {
  const tree = new Workspace('/dev/null/no-project');
  for (const feature of [
    featureFromArguments(name, ['name:str'], {}, domainRoutes),
    featureFromArguments('child', ['name:str'], { parent: name }, domainRoutes),
    featureFromArguments(
      'other',
      [`it:ref=${pascalOf(name)}`, `that:ref=${name}`],
      {},
      domainRoutes,
    ),
  ]) {
    planFeature(layOut(domainRoutes, tree), feature);
  }
  expect(layOut(domainRoutes, tree).nestable()).toContain(name);
});

test('what a package of models has under the name of a feature is not hidden', () => {
  const tree = new Workspace('/dev/null/no-project');
  const package_ = 'database/models/__init__.py';
  const names = ['Base', 'User', 'RowMixin', 'OwnedMixin', 'SharedMixin'];
  const source = `from database.models.base import ${names.join(', ')}\n\n__all__ = [${names.map((name) => `"${name}"`).join(', ')}]\n`;
  tree.edit(package_, source, { layer: '', why: '' });
  const plan = (name: string) =>
    planFeature(layOut(domainRoutes, tree), featureFromArguments(name, ['name'], {}, domainRoutes));
  expect(() => plan('owned_mixin')).toThrow(/it has something else called OwnedMixin/);
  plan('product');
  expect(tree.read(package_)).toContain('import Product');
  plan('product');
});
