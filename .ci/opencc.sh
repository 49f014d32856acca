#!/usr/bin/env bash
# OpenCC 1.4.2 (C++) to link the oracle and the peers against: the static library that its Python wheel carries.
#   eval "$(.ci/opencc.sh)"     by hand: prints the variables that opencc-rust reads
#   source .ci/opencc.sh        in .ci/run: exports them
# The wheel is always the one for CPython 3.11 on x86_64 Linux, whatever Python is here, so that its hash is one hash.
# Needs python3 with pip, and g++'s libstdc++ to link.

opencc_fetch() {
    local version=1.4.2 hash=794afd1f5254b22fb7e8655d3e60f0467e4a1ad5ebbd62f9efdd2dd421dd43db
    local root folder
    root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd) || return 1
    folder=$root/target/opencc/$version
    if [ "$(uname -sm)" != "Linux x86_64" ]; then
        echo "opencc.sh: has OpenCC $version for x86_64 Linux only; elsewhere set OPENCC_LIB_DIRS and the rest by hand" >&2
        return 1
    fi
    if [ ! -e "$folder/done" ]; then
        rm -rf "$folder" && mkdir -p "$folder" || return 1
        echo "opencc==$version --hash=sha256:$hash" >"$folder/requirements.txt"
        python3 -m pip download --quiet --no-deps --only-binary=:all: --require-hashes --dest "$folder" \
            --implementation cp --python-version 3.11 --abi cp311 --platform manylinux2014_x86_64 \
            --requirement "$folder/requirements.txt" >&2 || return 1
        python3 -m zipfile -e "$folder"/opencc-*.whl "$folder" || return 1
        touch "$folder/done"
    fi
    OPENCC_LIB_DIRS=$folder/opencc/clib/lib64
    OPENCC_INCLUDE_DIRS=$folder/opencc/clib/include
    OPENCC_LIBS=opencc:marisa
    OPENCC_STATIC=1
    OPENCC_DYLIB_STDCPP=1
    export OPENCC_LIB_DIRS OPENCC_INCLUDE_DIRS OPENCC_LIBS OPENCC_STATIC OPENCC_DYLIB_STDCPP
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    opencc_fetch || exit 1
    for opencc_name in OPENCC_LIB_DIRS OPENCC_INCLUDE_DIRS OPENCC_LIBS OPENCC_STATIC OPENCC_DYLIB_STDCPP; do
        printf 'export %s=%q\n' "$opencc_name" "${!opencc_name}"
    done
else
    opencc_fetch
fi
