#!/bin/sh
# Lays the static C++ library into a folder where the linker looks before it finds the shared one, so that nnc has it
# built in. Where there is none, the shared one is used.
set -eu

archive=$(${CC:-cc} -print-file-name=libstdc++.a)
mkdir -p "$1"
if [ -f "$archive" ]; then ln -sf "$archive" "$1/libstdc++.a"; fi
