/** What takes a Python: a loud gap on a machine that has none, and a failure in CI. */
import { describe, test } from '@jest/globals';
import { findPython } from '../../scripts/python.js';
import { missing } from './python-project.js';

const python = findPython() ?? missing('Python 3.11 or newer with venv');

/** The command of the machine's Python; nothing where there is none. */
export const PYTHON = python ?? '';

/** Describes what takes a Python. */
export const describeWithPython = python === undefined ? describe.skip : describe;

/** Tests what takes a Python. */
export const testWithPython = python === undefined ? test.skip : test;
