#!/bin/sh
# Builds the limits in C, and a virtual environment with the peers; a peer that can't be installed is left out.
set -eu

sh scripts/setup.sh libopenblas-dev pkg-config
build=.build/bench
limits=Benchmarks/Limits
mkdir -p "$build"
flags="-std=gnu11 -O3 -Wall -Wextra"
for name in peak copy; do cc $flags -o "$build/$name" "$limits/$name.c"; done
# shellcheck disable=SC2046
cc $flags $(pkg-config --cflags openblas) -o "$build/products" "$limits/products.c" $(pkg-config --libs openblas)
# shellcheck disable=SC2046
cc $flags $(pkg-config --cflags libgvc) -o "$build/layout" "$limits/layout.c" $(pkg-config --libs libgvc) -ldl

[ "${1:-}" = --peers ] || exit 0
# The program dot is a peer, and draws for two others.
sh scripts/setup.sh graphviz
venv=.build/bench-venv
python="$venv/bin/python"
[ -x "$python" ] || python3 -m venv "$venv" || {
  echo "no virtual environment can be made here; the peers are left out" >&2
  exit 0
}

# Installs what a module needs, unless it can be imported. PyTorch comes without what it needs for graphics cards.
peer() {
  module=$1
  shift
  "$python" -c "import $module" 2>/dev/null && return
  echo "installing $module"
  "$python" -m pip install --quiet "$@" || echo "$module can't be installed and is left out" >&2
}
peer numpy numpy
peer jax jax
peer micrograd.engine --no-deps micrograd
peer sympy typing_extensions sympy networkx jinja2 fsspec filelock mpmath setuptools
# A wheel at hand, for processors alone, is better than the large one.
peer torch --no-index --no-deps torch 2>/dev/null
peer torch --no-deps torch
peer torchviz --no-deps torchviz
peer graphviz graphviz
