/** What is read of a person's Python. */
import { describe, expect, test } from '@jest/globals';
import {
  bindsName,
  definesName,
  importStatementsOf,
  readModuleFacts,
} from '../../shared/python/module-facts.js';
import { parsePython } from '../../shared/python/syntax.js';

describe('imports', () => {
  test.each([
    ['import os', ['', 'os', 'os']],
    ['import app.models', ['', 'app.models', 'app']],
    ['import app.models as m', ['', 'app.models', 'm']],
    ['from app import models', ['app', 'models', 'models']],
    ['from app.models import Item as Thing', ['app.models', 'Item', 'Thing']],
    ['from . import base', ['.', 'base', 'base']],
    ['from ..models.item import Item', ['..models.item', 'Item', 'Item']],
    ['from ... import base', ['...', 'base', 'base']],
    ['from app import *', ['app', '*', '*']],
    ['from app import (  # noqa\n    Item,  # a comment, with a comma\n)', ['app', 'Item', 'Item']],
    ['try:\n    import orjson\nexcept ImportError:\n    pass', ['', 'orjson', 'orjson']],
  ])('%s', (source, expected) => {
    const { imports } = readModuleFacts(`${source}\n`);
    expect(imports.map(({ module, name, bound }) => [module, name, bound])).toEqual([expected]);
  });

  test('several names of a statement are where they are written', () => {
    const source = 'from app import (\n    a as b,\n    c,\n)\n';
    const [statement] = importStatementsOf(parsePython(source));
    const written = statement?.names.map(({ from, to }) => source.slice(from, to));
    expect(written).toEqual(['a as b', 'c']);
    expect(source.slice(statement?.listEnd)).toBe(')\n');
  });
});

describe('names', () => {
  const facts = readModuleFacts(
    'import os\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from app import Late\n' +
      '@final\nclass A: ...\nasync def f(): ...\nx: int = 1\n',
  );

  test.each([
    ['A', true, true],
    ['f', true, true],
    ['x', true, true],
    ['os', false, true],
    ['Late', false, false],
    ['y', false, false],
  ])('%s', (name, defined, bound) => {
    expect([definesName(facts, name), bindsName(facts, name)]).toEqual([defined, bound]);
  });
});

describe('include_router', () => {
  test.each([
    ['at the top level', 'app.include_router(x.router, prefix="/x")\n', true, false],
    ['in a function', 'def f(app):\n    app.include_router(router=x.router)\n', true, false],
    ['under a condition', 'if A:\n    app.include_router(x.router)\n', false, false],
    ['in a loop', 'for r in rs:\n    app.include_router(x.router)\n', false, true],
  ])('%s', (_, source, always, inLoop) => {
    const [include, ...others] = readModuleFacts(source).includes;
    expect(others).toEqual([]);
    expect(include).toMatchObject({ receiver: 'app', router: 'x.router', inLoop });
    expect(include?.statement !== undefined).toBe(always);
  });
});
