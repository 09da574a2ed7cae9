"""Compares two study files dataset by dataset, bit for bit.

Usage: compare_studies.py A.h5 B.h5

Compares the names, types, shapes, bytes and attributes of all datasets and the attributes of the
file. Left out is what says which build made the file: the texts in /provenance, the hashes of the
commit and of the study, and references between datasets, which are addresses. Prints what differs
and ends with status 1. Other tests import differences().
"""
import sys

import h5py
import numpy

BY_BUILD = {"git_hash", "tanlu_version", "study_hash"}
ADDRESSES = {"DIMENSION_LIST", "REFERENCE_LIST"}


def datasets(file):
    """{path: dataset} of all datasets outside /provenance."""
    found = {}

    def note(name, item):
        if isinstance(item, h5py.Dataset) and not name.startswith("provenance/"):
            found[name] = item

    file.visititems(note)
    return found


def bits(value):
    """What an attribute or a dataset holds, NaN by its bits, texts as they are."""
    array = numpy.asarray(value)
    return array.tolist() if array.dtype.kind in "OSU" else array.tobytes()


def attributes(item):
    return {name: (str(numpy.asarray(value).dtype), bits(value))
            for name, value in item.attrs.items() if name not in BY_BUILD | ADDRESSES}


def difference_of(a, b):
    """What is different between two datasets; empty for nothing."""
    if a.dtype != b.dtype or a.shape != b.shape:
        return f"{a.dtype}{a.shape} and {b.dtype}{b.shape}"
    if attributes(a) != attributes(b):
        return "attributes"
    x, y = a[()], b[()]
    if bits(x) == bits(y):
        return ""
    same = numpy.asarray(x) == numpy.asarray(y)
    if x.dtype.kind == "f":
        same |= numpy.isnan(x) & numpy.isnan(y)
    return f"{numpy.size(same) - numpy.count_nonzero(same)} of {numpy.size(same)} values"


def differences(path_a, path_b):
    """Lines that say what is different; none when the files hold the same bits."""
    with h5py.File(path_a, "r") as a, h5py.File(path_b, "r") as b:
        mine, other = datasets(a), datasets(b)
        lines = [f"only in one of them: {name}" for name in sorted(mine.keys() ^ other.keys())]
        if attributes(a) != attributes(b):
            lines.append("different: attributes of the file")
        for name in sorted(mine.keys() & other.keys()):
            if problem := difference_of(mine[name], other[name]):
                lines.append(f"different: {name} ({problem})")
        if not mine:
            lines.append("no datasets")
        return lines


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    lines = differences(*sys.argv[1:])
    print(*lines, sep="\n", end="\n" if lines else "")
    sys.exit(1 if lines else 0)


if __name__ == "__main__":
    main()
