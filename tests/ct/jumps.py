#!/usr/bin/env python3
"""Conditional jumps and divisions in the machine code of kernels that Valgrind cannot run.

Each is known by the line of source that the compiler made it from; tests/ct/jumps.txt lists these
lines, with what decides there. One that is not listed fails, and so does a listed one that no
compiler jumps at. The functions of leaky.cpp are controls: their jumps and divisions must be found.

    tests/ct/jumps.py BUILD_DIRECTORY          lines as tests/ct/driver.cpp prints them
    tests/ct/jumps.py BUILD_DIRECTORY --list   what is not listed, in the form of jumps.txt
    tests/ct/jumps.py --gone DIRECTORY...      a line as above for what is listed and in none of these builds
"""
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
KERNELS = re.compile(r'_(shani|vaes|ifma|vbmi|gfni|avx512|avx512vl)\.cpp\.o$')
DECIDES = re.compile(r'^\s+[0-9a-f]+:\s+(?:j(?!mp)[a-z]+|loopn?e?|jr?cxz|i?div[bwlq]?)\s')
CONTROLS = {  # function of leaky.cpp: the control's name; table_lookup has neither jump nor division
    'square_and_multiply': 'control: branch',
    'division': 'control: division',
    'early_exit_equal': 'control: early-exit compare',
    'loop_bound': 'control: secret loop bound',
    'undone_select': 'control: select undone',
    'early_exit_padding': 'control: early-exit padding',
}


def listed():
    """(file, line of source) -> reason"""
    reasons = {}
    for line in (HERE / 'jumps.txt').read_text().splitlines():
        if line.startswith('#') or not line.strip():
            continue
        name, text, reason = [part.strip() for part in line.split(' | ')]
        if not reason:
            sys.exit(f'jumps.txt: no reason: {line}')
        reasons[name, text] = reason
    return reasons


def in_project(path):
    """The file of this project that debug information names. A compiler's cache may hand out an object that was
    made in another clone, whose folder is no more; what counts is the path inside the project."""
    parts = pathlib.PurePath(path).parts
    for i in reversed(range(len(parts))):
        if parts[i] in ('src', 'tests') and (ROOT / pathlib.Path(*parts[i:])).is_file():
            return ROOT / pathlib.Path(*parts[i:])
    return pathlib.Path(path)


def source_line(path, number, seen={}):
    if path not in seen:
        try:
            seen[path] = in_project(path).read_text(errors='replace').splitlines()
        except OSError:
            seen[path] = []
    lines = seen[path]
    return lines[number - 1].strip() if 0 < number <= len(lines) else '?'


def decisions(binary):
    """(function, instruction, (file, line of source)) for each jump and division."""
    listing = subprocess.run(['objdump', '-d', '-l', '-C', '--no-show-raw-insn', binary],
                             check=True, capture_output=True, text=True).stdout
    function = place = ''
    for line in listing.splitlines():
        if match := re.match(r'^[0-9a-f]+ <(.*)>:$', line):
            function, place = match[1], ('?', '?')
        elif match := re.match(r'^(/?[^\s:]+):(\d+)(?: \(discriminator \d+\))?$', line):
            place = (pathlib.PurePath(match[1]).name, source_line(match[1], int(match[2])))
        elif DECIDES.match(line):
            yield function, line.split('\t')[-1].split()[0], place


def kernels(build):
    return [path for path in sorted(build.glob('CMakeFiles/vitrine_crypto.dir/src/crypto/**/*.o'))
            if KERNELS.search(path.name)]


def gone(builds):
    used = {place for build in builds for binary in kernels(pathlib.Path(build)) for _, _, place in decisions(binary)}
    left = [place for place in listed() if place not in used]
    for name, text in left:
        print(f'listed, but gone: {name}: {text}', file=sys.stderr)
    print(f'case\tjumps that are listed and gone\t{len(left)}\tnone\t{"WRONG" if left else "ok"}')
    return 1 if left else 0


def main():
    if sys.argv[1] == '--gone':
        return gone(sys.argv[2:])
    build = pathlib.Path(sys.argv[1])
    reasons = listed()
    unlisted, good = {}, True
    for binary in kernels(build):
        total = bad = 0
        for function, instruction, place in decisions(binary):
            total += 1
            if place not in reasons:
                bad += 1
                unlisted.setdefault(place, (function, instruction))
        good = good and bad == 0
        cell = f'{bad} of {total}' if bad else str(total)
        print(f'case\tjumps of {binary.name[:-6]}\t{cell}\tlisted\t{"ok" if bad == 0 else "WRONG"}')
    found = {}
    for binary in build.rglob('leaky.cpp.o'):
        for function, _, place in decisions(binary):
            for name, control in CONTROLS.items():
                if f'::{name}(' in function and place not in reasons:
                    found.setdefault(control, set()).add(place)
        break
    for control in CONTROLS.values():
        seen = len(found.get(control, ()))
        good = good and seen > 0
        print(f'case\t{control}\t{seen}\tsome\t{"ok" if seen else "WRONG"}')
    print('case\tcontrol: table lookup\t-\tsome\tblind')
    for (name, text), (function, instruction) in sorted(unlisted.items()):
        if '--list' in sys.argv:
            print(f'{name} | {text} | ')
        else:
            print(f'not listed: {name}: {text}   ({instruction} in {function})', file=sys.stderr)
    return 0 if good else 1


sys.exit(main())
