#!/usr/bin/env python3
"""One table from what the constant-time tools found: table.py RESULTS COLUMN...

A column is a file of RESULTS named "tool compiler level"; its lines are those that
tests/ct/driver.cpp prints: case, name, cell, what was expected, verdict, parted by tabs. A case that
one column of a tool has must be in all of its columns. Each control must be caught by a tool. Ends
with: N passed, M failed.
"""
import pathlib
import sys


def read(path):
    rows = {}
    for line in path.read_text().splitlines():
        parts = line.split('\t')
        if parts[0] == 'case':
            rows[parts[1]] = parts[2:]
    return rows


def main():
    results = pathlib.Path(sys.argv[1])
    names = sys.argv[2:]
    columns = {name: read(results / name) for name in names}
    tools = {name: name.split()[0] for name in names}
    widths = {name: max([len(part) for part in name.split()] + [len(row[0]) for row in columns[name].values()] + [6])
              for name in names}
    order = list(dict.fromkeys(case for column in columns.values() for case in column))
    first = max(len(case) for case in order) + 1
    for line in range(3):
        print(('primitive' if line == 2 else '').ljust(first),
              *[name.split()[line].rjust(widths[name]) for name in names], '  expected' if line == 2 else '')
    passed = failed = 0
    for case in order:
        cells, caught, expected = [], False, ''
        for name in names:
            row = columns[name].get(case)
            if row is None:
                wanted = any(case in columns[other] for other in names if tools[other] == tools[name])
                failed += wanted
                cells.append(('missing' if wanted else '.').rjust(widths[name]))
                continue
            cell, expected, verdict = row[:3]
            passed += verdict == 'ok'
            failed += verdict == 'WRONG'
            caught = caught or (expected == 'some' and verdict == 'ok')
            cells.append((cell + ('!' if verdict == 'WRONG' else '')).rjust(widths[name]))
        if expected == 'some' and not caught:
            failed += 1
            expected = 'some, and no tool saw it'
        print(case.ljust(first), *cells, '  ' + expected)
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


sys.exit(main())
