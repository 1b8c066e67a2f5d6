/**
 * Tests that need a Python: skipped with a clear message on a machine without one, and a failure in
 * CI.
 */
import { describe, test } from '@jest/globals';
import { findPython } from '../../scripts/python.js';
import { missing } from './python-project.js';

const python = findPython() ?? missing('Python 3.11 or newer with venv');

/** The command of the machine's Python; empty if there is none. */
export const PYTHON = python ?? '';

/** Describes something that needs a Python. */
export const describeWithPython = python === undefined ? describe.skip : describe;

/** Tests something that needs a Python. */
export const testWithPython = python === undefined ? test.skip : test;
